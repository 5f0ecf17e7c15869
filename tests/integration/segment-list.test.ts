import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listSegments } from "#app/features/segments/index.server.ts";
import { ORDERS, readListQuery, VIEWS, type Order, type View } from "#app/features/segments/list-query.ts";
import type { SegmentRow } from "#app/features/segments/screens.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { nameKey } from "#app/core/shared/name.ts";
import { makeShop } from "../support/app.ts";

const TODAY = "2026-11-25";
const HOW_MANY = 130;
let shopId: number;

beforeAll(async () => {
  shopId = (await makeShop("fern.myshopify.com")).id;
  await prisma.segment.deleteMany({ where: { shopId } });
  const named = Array.from(
    { length: HOW_MANY },
    (_, at) => `${["Ärger", "tea", "Übung", "Zen", "東京"][at % 5]} ${at}`,
  );
  await prisma.segment.createMany({
    data: named.map((name, at) => ({
      shopId,
      key: `k${at}`,
      name,
      nameKey: nameKey(name),
      kind: ["audience", "rule", "static"][at % 3] ?? "",
      tags: at % 4 === 0 ? ["summer", `t${at % 8}`] : [],
      createdAt: new Date(),
      archivedAt: at % 10 === 9 ? new Date() : null,
    })),
  });
  const made = await prisma.segment.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  await prisma.audienceDay.createMany({
    data: made.flatMap(({ id }, at) => [
      { shopId, segmentId: id, day: new Date("2026-11-20"), entered: at % 7, left: at % 3 },
      { shopId, segmentId: id, day: new Date("2026-09-01"), entered: at % 5, left: 0 },
    ]),
  });
});
afterAll(closeDatabase);

const list = (parameters: Record<string, string>) =>
  listSegments(shopId, TODAY, readListQuery(new URLSearchParams(parameters)));

const growth = ({ changes }: SegmentRow) => changes.reduce((sum, change) => sum + change, 0);
const least: Readonly<Record<Order, (a: SegmentRow, b: SegmentRow) => number>> = {
  newest: () => 0,
  name: (a, b) => Buffer.compare(Buffer.from(nameKey(a.name)), Buffer.from(nameKey(b.name))),
  members: (a, b) => b.members - a.members,
  growth: (a, b) => growth(b) - growth(a),
};

test("page after page gives every segment once, in its order; going back gives the same pages", async () => {
  const cases = fc.record({
    order: fc.constantFrom(...(Object.keys(ORDERS) as Order[])),
    view: fc.constantFrom(...(Object.keys(VIEWS) as View[])),
    tag: fc.constantFrom("", "summer", "none"),
    search: fc.constantFrom("", "TEA", "1", "%"),
  });
  await fc.assert(
    fc.asyncProperty(cases, async (asked) => {
      const pages = [await list(asked)];
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
        pages.push(await list({ ...asked, after: next }));
      const rows = pages.flatMap(({ segments }) => segments);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows).toEqual([...rows].sort((a, b) => least[asked.order](a, b) || b.id - a.id));
      expect(rows.every(({ archived }) => archived === (asked.view === "archived"))).toBe(true);
      expect(rows.every(({ tags }) => asked.tag === "" || tags.includes(asked.tag))).toBe(true);
      expect(pages[0]?.previous).toBeNull();
      for (let at = pages.length - 1; at > 0; at--) {
        const before = await list({ ...asked, before: pages[at]?.previous ?? "" });
        expect(before.segments).toEqual(pages[at - 1]?.segments);
      }
    }),
    { numRuns: 40 },
  );
});

test("all of them come, and every tag; what makes no sense in the address is as if it were not there", async () => {
  const seen = [];
  let after = "";
  do {
    const { segments, next } = await list({ ...(after ? { after } : {}) });
    seen.push(...segments);
    after = next ?? "";
  } while (after);
  expect(seen).toHaveLength(HOW_MANY * 0.9);
  const odd = await list({ order: "x", view: "'", after: "1", before: "9999999999999.a", tag: "x".repeat(99) });
  expect(odd.segments).toHaveLength(50);
  expect(odd.tags).toEqual(["summer", "t0", "t4"]);
  const made = await list({ after: "99.what", order: "members" });
  expect(made.segments.length).toBeGreaterThan(0);
});
