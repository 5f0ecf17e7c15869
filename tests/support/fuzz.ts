import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chanceOf } from "./chance.ts";
import { hostileRequests, type Hostile } from "./hostile.ts";
import { loadData } from "./kills.ts";
import type { Acknowledged, Checked, Seeded } from "./load-data.ts";
import { newShopper, send, shopperPost } from "./shopper-load.ts";
import { startServer } from "./server-process.ts";

const AT_ONCE = 8;
/** Between so many hostile requests one post of a real shopper. */
const HONEST_EVERY = 25;
/** Nobody who answers takes so long. */
const PATIENCE_MS = 60_000;

export interface FuzzReport extends Pick<Checked, "lostEvents" | "lostMembers" | "differences"> {
  /** How many were answered with each hundred of statuses; 0 = the connection was closed. */
  answers: Record<string, number>;
  /** Those answered with a 5xx, or never. */
  failed: string[];
  /** Honest posts that were acknowledged. */
  honest: number;
  /**
   * The server's memory in MB after half of the requests, and after all. Until then it grows to what so many large bodies
   * at once need: what is freed stays with the process.
   */
  memory: { half: number; end: number };
  log: string;
}

/** Sends so many hostile requests to a server, with honest posts between them, and looks at what that did. */
export async function fuzz(database: Record<string, string>, seed: number, requests: number): Promise<FuzzReport> {
  const seeded = await loadData<Seeded>(database, "seed", "2");
  await loadData(database, "admit");
  const server = await startServer({
    ...database,
    // Shopify can't be reached, and is never asked over the network.
    NODE_OPTIONS: "--import ./sandbox/preload.mjs",
    SANDBOX_API: "http://127.0.0.1:1",
  });
  const chance = chanceOf(seed);
  const next = hostileRequests(chance, seeded);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const acknowledged: Acknowledged = { events: [], clickers: [], webhooks: [] };
  const report = {
    answers: {} as Record<string, number>,
    failed: [] as string[],
    honest: 0,
    memory: { half: 0, end: 0 },
  };

  async function hostile(one: Hostile) {
    const status = await ("raw" in one ? askRaw(server.address, one.raw) : ask(server.address, agent, one));
    const hundreds = status === 0 ? "0" : `${Math.floor(status / 100)}xx`;
    report.answers[hundreds] = (report.answers[hundreds] ?? 0) + 1;
    if (status >= 500 || status < 0) report.failed.push(`${status} ${inWords(one)}`);
  }
  async function honest() {
    const who = newShopper();
    const post = shopperPost(who, seeded, 6);
    const response = await send(server.address, seeded.shop, post, {
      "X-Forwarded-For": `192.0.2.${chance.below(256)}`,
    });
    if (response.status !== 200) throw new Error(`an honest post was answered ${response.status}`);
    report.honest++;
    acknowledged.events.push(...post.events.filter(({ kind }) => kind !== "page").map(({ id }) => id));
    acknowledged.clickers.push(who.visitor);
  }

  let sent = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (sent < requests) {
        const n = sent++;
        if (n === Math.floor(requests / 2)) report.memory.half = await memoryOf(server.pid);
        await (n % HONEST_EVERY === 0 ? honest() : hostile(next()));
      }
    }),
  );
  agent.destroy();
  report.memory.end = await memoryOf(server.pid);
  const log = server.errors();
  await server.stop("SIGTERM");

  const folder = await mkdtemp(join(tmpdir(), "throughline-fuzz-"));
  const file = join(folder, "acknowledged.json");
  await writeFile(file, JSON.stringify(acknowledged));
  const { lostEvents, lostMembers, differences } = await loadData<Checked>(database, "check", file);
  await rm(folder, { recursive: true });
  return { ...report, lostEvents, lostMembers, differences, log };
}

/** The status; 0 = the server closed the connection, -1 = it never answered. */
const ask = (address: string, agent: Agent, { method, path, headers, body }: Exclude<Hostile, { raw: string }>) =>
  new Promise<number>((resolve) => {
    const { hostname, port } = new URL(address);
    const asked = request({ hostname, port, agent, method, path, headers, timeout: PATIENCE_MS });
    asked.on("response", (response) => response.on("end", () => resolve(response.statusCode ?? 0)).resume());
    asked.on("timeout", () => {
      resolve(-1);
      asked.destroy();
    });
    asked.on("error", () => resolve(0));
    asked.end(body);
  });

const askRaw = (address: string, text: string) =>
  new Promise<number>((resolve) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.setTimeout(PATIENCE_MS, () => {
      resolve(-1);
      socket.destroy();
    });
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
    socket.on("close", () => resolve(Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)));
    socket.on("error", () => socket.destroy());
    socket.end(text, "latin1");
  });

/** Resident memory in MB; 0 where the system does not tell. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

const inWords = (one: Hostile): string =>
  "raw" in one
    ? JSON.stringify(one.raw.slice(0, 200))
    : `${one.method} ${one.path.slice(0, 300)} ${one.body?.toString("latin1").slice(0, 300) ?? ""}`;
