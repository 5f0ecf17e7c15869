import { spawn, type ChildProcess } from "node:child_process";

/** What the tests' server is given beside its database. */
export const SERVER_ENV = {
  NODE_ENV: "production",
  SHOPIFY_API_KEY: "k",
  SHOPIFY_API_SECRET: "s",
  SHOPIFY_APP_URL: "http://localhost",
  HOST: "127.0.0.1",
  PORT: "0",
  LOG_LEVEL: "error",
};

export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** What it wrote of errors so far. */
  errors(): string;
  /** SIGKILL is a crash; SIGTERM lets it finish. Resolves when it is gone. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** Starts the built server as an operator does; resolves when it listens. */
export function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["server.js"], {
    env: { ...process.env, ...SERVER_ENV, ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      written += chunk.toString("utf8");
      const port = /^listening on (\d+)$/m.exec(written)?.[1];
      if (port === undefined) return;
      resolve({
        address: `http://127.0.0.1:${port}`,
        pid: child.pid ?? 0,
        errors: () =>
          written
            .split("\n")
            .filter((line) => line.startsWith("{"))
            .join("\n"),
        stop: (signal) => stop(child, signal),
      });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`the server ended before it listened:\n${written}`)));
  });
}

async function stop(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  await gone;
}
