/**
 * Runs the data tests on a PostgreSQL server: TEST_POSTGRES names it (postgresql://user@host:port, without a database),
 * else the one of this machine. Without a server there is nothing to run, and that is said.
 */
import { spawnSync } from "node:child_process";
import pg from "pg";

const server = process.env.TEST_POSTGRES ?? "postgresql://postgres@127.0.0.1:5432";
const client = new pg.Client({ connectionString: `${server}/postgres`, connectionTimeoutMillis: 3_000 });
try {
  await client.connect();
  await client.end();
} catch (error) {
  if (process.env.TEST_POSTGRES) throw error;
  process.stdout.write(`No PostgreSQL answers at ${server}: its tests are skipped.\n`);
  process.exit(0);
}
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "postgres"], {
  stdio: "inherit",
  env: { ...process.env, TEST_POSTGRES: server },
});
process.exit(status ?? 1);
