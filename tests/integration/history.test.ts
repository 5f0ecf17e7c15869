import { afterAll, expect, test } from "vitest";
import { differences } from "#app/features/analytics/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { World } from "../../sandbox/world.ts";
import { writeHistory } from "../../scripts/history/write-history.ts";

const END = Date.UTC(2026, 10, 20);
const now = clock.now;

afterAll(async () => {
  clock.now = now;
  await closeDatabase();
});

/** A shop with the history of some shoppers, as numbers that name nobody. */
async function tell(domain: string) {
  const world = new World(null);
  world.state.shop.domain = domain;
  const counts = await writeHistory(world, { end: END, days: 16, shoppers: 100, seed: 7, onDay: () => undefined });
  const { id: shopId } = await prisma.shop.findUniqueOrThrow({ where: { domain } });
  const segments = await prisma.$queryRaw`
    SELECT s.name, s.kind, (SELECT COUNT(*)::int FROM noticed n WHERE n.shop_id = s.shop_id AND n.segment_id = s.id) AS members,
           (SELECT COALESCE(SUM(d.entered - d."left"), 0)::int FROM audience_day d
            WHERE d.shop_id = s.shop_id AND d.segment_id = s.id) AS counted
    FROM segment s WHERE s.shop_id = ${shopId} ORDER BY s.name`;
  const leaving = await prisma.$queryRaw<{ days: number }[]>`
    SELECT COUNT(*)::int AS days FROM audience_day d JOIN segment s ON s.shop_id = d.shop_id AND s.id = d.segment_id
    WHERE d.shop_id = ${shopId} AND s.name = 'New visitors' AND d."left" > 0`;
  const [credited] = await prisma.$queryRaw<{ amount: string }[]>`
    SELECT COALESCE(SUM(amount), 0)::text AS amount FROM credit WHERE shop_id = ${shopId}`;
  return { counts, segments: segments as { name: string; members: number; counted: number }[], credited, leaving };
}

test("a seed tells the same history twice, through the services: counts come out even, and every screen has something", async () => {
  const one = await tell("one.myshopify.com");
  expect(await tell("two.myshopify.com")).toEqual(one);
  expect(await differences()).toEqual([]);
  expect(one.counts.orders).toBeGreaterThan(5);
  // They are new for seven days: they leave day by day, not all at the end.
  expect(one.leaving[0]?.days).toBeGreaterThan(5);
  expect(Number(one.credited?.amount)).toBeGreaterThan(0);
  for (const segment of one.segments) expect(segment).toMatchObject({ counted: segment.members });
  expect(one.segments.filter(({ members }) => members > 0).length).toBeGreaterThan(7);
});
