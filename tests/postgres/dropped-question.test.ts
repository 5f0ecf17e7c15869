import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { readOfAllFor } from "#app/infra/transaction.server.ts";

afterAll(closeDatabase);

const asleep = async () => {
  const rows = await prisma.$queryRaw<{ n: number }[]>`
    SELECT COUNT(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT%pg_sleep(100%'`;
  return rows[0]?.n;
};

test("a question that nobody waits for any more is dropped, and its connection goes on", async () => {
  const gone = new AbortController();
  const question = readOfAllFor(gone.signal, Prisma.sql`SELECT 1 FROM pg_sleep(100)`).then(
    () => "answered",
    () => "dropped",
  );
  while ((await asleep()) === 0) await setTimeout(20);
  gone.abort();
  expect(await question).toBe("dropped");
  expect(await asleep()).toBe(0);
  // More than there are places in the pool.
  const many = Array.from({ length: 30 }, () =>
    readOfAllFor(new AbortController().signal, Prisma.sql`SELECT 1 AS one`),
  );
  for (const answer of await Promise.all(many)) expect(answer).toEqual([{ one: 1 }]);
});

test("nor is it begun where the asker has left before", async () => {
  await expect(readOfAllFor(AbortSignal.abort(), Prisma.sql`SELECT 1 FROM pg_sleep(100)`)).rejects.toThrow();
  expect(await asleep()).toBe(0);
});
