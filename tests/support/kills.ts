import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { webhookHmac } from "../../sandbox/signing.ts";
import type { Acknowledged, Checked, Seeded } from "./load-data.ts";
import { SERVER_ENV, startServer, type ServerProcess } from "./server-process.ts";
import { newId, newShopper, send, shopperPost, type Shopper } from "./shopper-load.ts";

const run = promisify(execFile);

/** Runs load-data.ts on a database and gives what it prints. */
export async function loadData<T>(database: Record<string, string>, ...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, ["--import", "tsx", "tests/support/load-data.ts", ...args], {
    env: { ...process.env, ...SERVER_ENV, ...database } as NodeJS.ProcessEnv,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "null") as T;
}

const WRITERS = 8;
const SHOPPERS = 40;
/** Posts of a writer between two webhooks. */
const WEBHOOK_EVERY = 5;
/** A server is harmed at some moment of this time, half of them from when it listens, half from its first answer. */
const KILL_WITHIN_MS = 400;

export interface HarmReport extends Checked {
  sentEvents: number;
  sentPages: number;
  /** Posts and webhooks. */
  acknowledged: number;
  unanswered: number;
}
export interface KillReport extends HarmReport {
  slowestStartMs: number;
}

/** What is done to the server again and again; it may be another one after that. */
type Harm = (server: ServerProcess) => Promise<ServerProcess>;

/** Kills a server `kills` times at random moments while shoppers post and Shopify delivers, and starts it again. */
export async function killUnderLoad(database: Record<string, string>, kills: number): Promise<KillReport> {
  let slowestStartMs = 0;
  const report = await harmUnderLoad(database, kills, async (server) => {
    await server.stop("SIGKILL");
    const started = Date.now();
    const next = await startServer(database);
    slowestStartMs = Math.max(slowestStartMs, Date.now() - started);
    return next;
  });
  return { ...report, slowestStartMs };
}

/**
 * Harms a server so many times at random moments under load, and lets every post and webhook be repeated until it is
 * acknowledged, as the storefront and Shopify do. Then looks at what is in the database.
 */
export async function harmUnderLoad(database: Record<string, string>, rounds: number, harm: Harm): Promise<HarmReport> {
  const seeded = await loadData<Seeded>(database, "seed");
  const shoppers = Array.from({ length: SHOPPERS }, newShopper);
  const acknowledged: Acknowledged = { events: [], clickers: [], webhooks: [] };
  let [sentEvents, sentPages, answers, unanswered] = [0, 0, 0, 0];
  let server = await startServer(database);
  let ended = false;

  const nextAnswer = async () => {
    for (const before = answers; answers === before;) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  /** One post until it is acknowledged; a broken connection or an error of the server is no answer. */
  async function deliver(who: Shopper) {
    const post = shopperPost(who, seeded, 6);
    const events = post.events.filter((event) => event.kind !== "page").map((event) => event.id);
    sentEvents += events.length;
    sentPages++;
    for (;;) {
      const response = await send(server.address, seeded.shop, post).catch(() => null);
      const answer = (await response?.json().catch(() => null)) as { rejected?: unknown[] } | null;
      if (response?.status === 200 && answer) {
        if (answer.rejected?.length !== 0) throw new Error(`refused: ${JSON.stringify(answer)}`);
        acknowledged.events.push(...events);
        acknowledged.clickers.push(who.visitor);
        answers++;
        return;
      }
      if (response && response.status < 500) throw new Error(`answered ${response.status}`);
      unanswered++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  /** One webhook until it is acknowledged, always under its id. */
  async function deliverWebhook() {
    const id = newId();
    const body = JSON.stringify({ id: 1 + sentEvents });
    for (;;) {
      const response = await fetch(`${server.address}/webhooks`, {
        method: "POST",
        headers: {
          "X-Shopify-Topic": "products/update",
          "X-Shopify-Shop-Domain": seeded.shop,
          "X-Shopify-Webhook-Id": id,
          "X-Shopify-Hmac-Sha256": webhookHmac("s", body),
        },
        body,
      }).catch(() => null);
      if (response?.status === 200) break;
      if (response && response.status < 500) throw new Error(`a webhook was answered ${response.status}`);
      unanswered++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    acknowledged.webhooks.push(id);
    answers++;
  }
  const writing = Array.from({ length: WRITERS }, async (_, writer) => {
    // Few posts a shopper and minute: the limits are not what is tested here.
    for (let n = 0; !ended; n++) {
      const index = (n * WRITERS + writer) % SHOPPERS;
      if (n > 0 && index < WRITERS)
        shoppers.splice(0, shoppers.length, ...Array.from({ length: SHOPPERS }, newShopper));
      await deliver(shoppers[index] ?? newShopper());
      if (n % WEBHOOK_EVERY === 0) await deliverWebhook();
    }
  });
  for (let round = 0; round < rounds; round++) {
    if (Math.random() < 0.5) await nextAnswer();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * KILL_WITHIN_MS));
    server = await harm(server);
  }
  ended = true;
  await Promise.all(writing);
  await server.stop("SIGTERM");

  const folder = await mkdtemp(join(tmpdir(), "throughline-kills-"));
  const file = join(folder, "acknowledged.json");
  await writeFile(file, JSON.stringify(acknowledged));
  const checked = await loadData<Checked>(database, "check", file);
  await rm(folder, { recursive: true });
  return { ...checked, sentEvents, sentPages, acknowledged: answers, unanswered };
}
