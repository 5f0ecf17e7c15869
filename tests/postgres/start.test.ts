import pg from "pg";
import { expect, test } from "vitest";
import { startServer } from "../support/server-process.ts";

/** PostgreSQL only: servers of one new database, and a database that is not there yet. */
const URL = process.env["DATABASE_URL"] ?? "";
const TOGETHER = 4;

test(`${TOGETHER} servers that start together on an empty database all start, and run their jobs`, async () => {
  const started = await Promise.allSettled(
    Array.from({ length: TOGETHER }, () => startServer({ DATABASE_URL: URL, LOG_LEVEL: "warn", DATABASE_POOL: "2" })),
  );
  expect(started.map((one) => (one.status === "fulfilled" ? "listens" : String(one.reason).slice(0, 120)))).toEqual(
    Array.from({ length: TOGETHER }, () => "listens"),
  );
  const client = new pg.Client({ connectionString: URL });
  await client.connect();
  // The library's queues are made once, by whoever came first.
  await expect
    .poll(
      async () => {
        const { rows } = await client.query("SELECT COUNT(*)::int AS n FROM pgboss.queue").catch(() => ({ rows: [] }));
        return (rows[0] as { n: number } | undefined)?.n ?? 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(3);
  await client.end();
  const servers = started.map((one) => (one.status === "fulfilled" ? one.value : null));
  await Promise.all(servers.map(async (one) => one?.stop("SIGTERM")));
  // Nothing of that went wrong, and was put right by trying again.
  expect(servers.map((one) => one?.errors() ?? "")).toEqual(servers.map(() => ""));
});

test("a database that takes nobody in yet is waited for", async () => {
  const name = `${new global.URL(URL).pathname.slice(1)}_closed`;
  const admin = new pg.Client({ connectionString: URL });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} CONNECTION LIMIT 0`);
  const starting = startServer({ DATABASE_URL: URL.replace(/[^/]+$/, name) });
  await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
  const server = await starting;
  await server.stop("SIGTERM");
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
});
