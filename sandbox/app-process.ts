import { spawn, type ChildProcess } from "node:child_process";

interface Options {
  readonly env: Record<string, string>;
  /** What the app prints, a line each. */
  onLine(line: string): void;
}

/** The app as its operator starts it, with only the preloaded module beside it. */
export class AppProcess {
  readonly #options: Options;
  #child: ChildProcess | null = null;
  port = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves when the app listens; rejects when it ends before that. */
  start(): Promise<void> {
    const child = spawn(process.execPath, ["--import", "./sandbox/preload.mjs", "server.js"], {
      env: {
        ...process.env,
        ...this.#options.env,
        PORT: String(this.port),
        HOST: "127.0.0.1",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      const read = (chunk: Buffer) => {
        for (const line of chunk.toString("utf8").split("\n").filter(Boolean)) {
          this.#options.onLine(line);
          const port = /^listening on (\d+)$/.exec(line)?.[1];
          if (port !== undefined) {
            this.port = Number(port);
            resolve();
          }
        }
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("exit", (code) => {
        reject(new Error(`the app ended with ${String(code)} before it listened`));
      });
    });
  }

  /** SIGKILL is a crash; SIGTERM lets it finish. Resolves when it is gone. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await gone;
  }
}
