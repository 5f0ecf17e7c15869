import { afterAll, beforeAll, expect, test } from "vitest";
import { EMPTY_RULE_CONDITION, EMPTY_SEGMENT } from "#app/features/segments/definition.form.ts";
import { noticeNext, rebuildNext, saveRuleSegment } from "#app/features/segments/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop, makeVisitor, pageEvent, startApp } from "../support/app.ts";
import { makePeople } from "../support/people.ts";

let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

test("a shop whose members can't be worked out keeps no other shop's from it, and its own wait until they can", async () => {
  const [broken, whole] = [await makeShop("broken.myshopify.com"), await makeShop("whole.myshopify.com")];
  const segments = new Map<number, number>();
  for (const shop of [broken, whole]) {
    const condition = { ...EMPTY_RULE_CONDITION, subject: "viewed" as const, text: "/tea" };
    const saved = await saveRuleSegment(shop, null, {
      ...EMPTY_SEGMENT,
      name: "Tea",
      groups: [{ mode: "all", conditions: [condition] }],
    });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    segments.set(shop.id, saved.id);
  }
  while (await rebuildNext(false));
  const where = { shopId_id: { shopId: broken.id, id: segments.get(broken.id) ?? 0 } };
  const { rule } = await prisma.segment.findUniqueOrThrow({ where, select: { rule: true } });
  await prisma.segment.update({ where, data: { rule: ["all", [["all", [["nonsense", null]]]]] } });
  for (const shop of [broken, whole])
    await makePeople(app.address, shop).post(makeVisitor(), [pageEvent({ path: "/tea" })]);
  while (await noticeNext());
  const members = (shop: { id: number }) =>
    prisma.noticed.count({ where: { shopId: shop.id, segmentId: segments.get(shop.id) ?? 0 } });
  expect(await members(whole)).toBe(1);
  expect(await members(broken)).toBe(0);
  // Nothing is lost meanwhile.
  await prisma.segment.update({ where, data: { rule: rule ?? [] } });
  await expect
    .poll(
      async () => {
        await noticeNext();
        return members(broken);
      },
      { timeout: 20_000 },
    )
    .toBe(1);
});
