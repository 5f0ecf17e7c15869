import pg from "pg";
import { afterAll } from "vitest";

/** Gives each test file a database of its own on a real server, before the app opens it (vitest.config.ts, "postgres"). */
const server = process.env["TEST_POSTGRES"] ?? "";
const name = `throughline_test_${process.pid}_${Date.now()}`;

const asAdmin = async (sql: string) => {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(sql);
  await client.end();
};

await asAdmin(`CREATE DATABASE ${name}`);
process.env["DATABASE_URL"] = `${server}/${name}`;
// Registered first, so it runs last.
afterAll(() => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`));
