import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { hot, prisma, runHot } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";

/** Cuts all connections of the app to its database, as a restart of the server or an operator does. */
async function cutAll(): Promise<number> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const { rowCount } = await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await client.end();
  return rowCount ?? 0;
}

afterAll(closeDatabase);

// An error that nobody listens to fails the run by itself.
test("goes on when the database cuts its connections, idle or within a transaction", async () => {
  await Promise.all(Array.from({ length: 4 }, () => hot.$queryRaw`SELECT 1`));
  await expect(
    runHot(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      expect(await cutAll()).toBeGreaterThan(1);
      // Between two statements, when no statement of this connection is there to be rejected.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.$queryRaw`SELECT 1`;
    }),
  ).rejects.toThrow();
  expect(await hot.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test("closes in peace while the database cuts what is about to close", async () => {
  await Promise.all(Array.from({ length: 4 }, () => hot.$queryRaw`SELECT 1`));
  await Promise.all([closeDatabase(), cutAll()]);
});
