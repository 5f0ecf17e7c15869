import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startServer, type ServerProcess } from "../support/server-process.ts";

/** What an operator sends before it would kill: ten seconds are usual, whatever the database does meanwhile. */
const URL = process.env["DATABASE_URL"] ?? "";
const GONE_WITHIN_MS = 12_000;
let admin: pg.Client;
let server: ServerProcess;
beforeEach(async () => {
  server = await startServer({ DATABASE_URL: URL });
  admin = new pg.Client({ connectionString: URL });
  admin.on("error", () => undefined);
  await admin.connect();
});
afterEach(async () => {
  await server.stop("SIGKILL");
  await admin.end();
});

const isGone = () =>
  Promise.race([
    server.stop("SIGTERM").then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), GONE_WITHIN_MS)),
  ]);

test("a server ends though its statements wait for a lock that nobody gives back", async () => {
  await admin.query("BEGIN; LOCK TABLE shop, delivery, touched, segment IN ACCESS EXCLUSIVE MODE");
  // Workers, and a request that waits beside them.
  const answer = fetch(`${server.address}/proxy/content/x`).catch(() => null);
  await expect
    .poll(async () => {
      const { rows } = await admin.query("SELECT COUNT(*)::int AS n FROM pg_locks WHERE NOT granted");
      return (rows[0] as { n: number }).n;
    })
    .toBeGreaterThan(0);
  expect(await isGone()).toBe(true);
  await answer;
});

test("a server ends though its connections are cut again and again", async () => {
  const ended = new AbortController();
  const cutting = (async () => {
    while (!ended.signal.aborted)
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
  })();
  expect(await isGone()).toBe(true);
  ended.abort();
  await cutting;
});
