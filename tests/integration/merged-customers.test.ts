import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergeAgainNext } from "#app/features/people/index.server.ts";
import { viewProfile } from "#app/features/profiles/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop, makeVisitor, pageEvent, settle, startApp } from "../support/app.ts";
import { makePeople, nextNumber } from "../support/people.ts";

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let people: ReturnType<typeof makePeople>;
beforeAll(async () => {
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
  people = makePeople(app.address, shop);
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

describe("two customers who are merged", () => {
  test("what the one did counts for the one that is left: credit, membership, profile", async () => {
    const { audience, rule } = await people.makeSegments();
    const who = makeVisitor();
    const [gone, kept] = [nextNumber(), nextNumber()];
    await people.click(who, gone);
    expect((await people.counts(audience)).members).toEqual([`c${gone}`]);
    await people.merged(gone, kept);
    await people.webhook("customers/delete", { id: gone });
    const once = { entered: 1, left: 0, members: [`c${kept}`] };
    expect(await people.counts(audience)).toEqual(once);
    expect(await people.counts(rule)).toEqual(once);
    const order = await people.order(null, kept);
    const credit = await prisma.credit.findMany({ where: { shopId: shop.id, orderId: order } });
    expect(credit.map(({ amount }) => amount)).toEqual([3600n]);
    const profile = await viewProfile(shop.id, `c${gone}`);
    expect(profile).toMatchObject({ handle: `c${kept}`, visitors: [{ ref: who.ref }] });
    // A page that was open meanwhile: Shopify still signs for the one that is gone.
    expect((await people.post(who, [pageEvent()], gone)).answer.newVisitor).toBeUndefined();
    expect((await people.post(who, [pageEvent()], kept)).answer.newVisitor).toBeUndefined();
    expect(await prisma.link.count({ where: { shopId: shop.id, customerId: BigInt(gone) } })).toBe(0);
  });

  test.each([
    [
      "in the order in which they happened",
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      "the later one first",
      [
        [1, 2],
        [0, 1],
      ],
    ],
    [
      "repeated",
      [
        [0, 1],
        [1, 2],
        [0, 1],
        [1, 2],
      ],
    ],
  ])("a chain of merges, told %s, ends at the last one", async (_name, merges) => {
    // prettier-ignore
    const { audience } = await people.makeSegments();
    const customers = [nextNumber(), nextNumber(), nextNumber()];
    for (const customer of customers) {
      await people.click(makeVisitor(), customer);
    }
    for (const [from, into] of merges) await people.merged(customers[from ?? 0] ?? 0, customers[into ?? 0] ?? 0);
    expect(await people.counts(audience)).toEqual({ entered: 3, left: 2, members: [`c${customers[2]}`] });
    expect(await prisma.link.count({ where: { shopId: shop.id, customerId: BigInt(customers[2] ?? 0) } })).toBe(3);
  });

  test("a merge that is under way or failed moves nothing", async () => {
    const { audience } = await people.makeSegments();
    const [gone, kept] = [nextNumber(), nextNumber()];
    await people.click(makeVisitor(), gone);
    for (const status of ["in_progress", "failed"]) await people.merged(gone, kept, status);
    expect((await people.counts(audience)).members).toEqual([`c${gone}`]);
  });

  test("what was being stored meanwhile is found when it is looked at once more", async () => {
    const { audience } = await people.makeSegments();
    const who = makeVisitor();
    const [gone, kept] = [nextNumber(), nextNumber()];
    await people.click(who);
    await people.merged(gone, kept);
    const link = { shopId: shop.id, visitorId: who.visitor, customerId: BigInt(gone), by: "signed", at: new Date() };
    await prisma.link.create({ data: link });
    expect(await mergeAgainNext()).toBe(false);
    await prisma.merge.updateMany({ where: { shopId: shop.id, fromId: BigInt(gone) }, data: { due: new Date() } });
    expect(await mergeAgainNext()).toBe(true);
    await settle();
    expect(await people.counts(audience)).toEqual({ entered: 1, left: 0, members: [`c${kept}`] });
  });

  test("no table keeps the name of the customer that is gone", async () => {
    const { audience } = await people.makeSegments();
    const who = makeVisitor();
    const [gone, kept] = [nextNumber(), nextNumber()];
    const own = { shopId: shop.id, identity: "customer", identityId: String(gone) };
    const at = new Date();
    await people.click(who, gone);
    const order = await people.order(who, gone);
    await prisma.membership.create({ data: { ...own, segmentId: audience, leftAt: new Date(0), leftBy: "hand" } });
    await prisma.membership.create({
      data: { ...own, identityId: String(kept), segmentId: audience, joinedAt: new Date(1), joinedBy: "hand" },
    });
    await prisma.attribute.create({ data: { ...own, name: "size", value: "L", at, by: "b" } });
    await prisma.attribute.create({
      data: { ...own, identityId: String(kept), name: "size", value: "M", at, by: "a" },
    });
    await prisma.customer.create({ data: { shopId: shop.id, id: BigInt(gone) } });
    const parted = { shopId: shop.id, visitorId: makeVisitor().visitor, customerId: BigInt(gone), at };
    await prisma.unlink.create({ data: parted });
    const submission = { shopId: shop.id, visitorId: who.visitor, campaignId: people.campaign(), fields: {}, at };
    await prisma.submission.create({ data: { ...submission, eventId: who.visitor, customerId: BigInt(gone) } });
    await prisma.orderEffect.create({
      data: {
        ...{ ...own, orderId: order, position: 9, action: "add", segmentId: audience, at },
        ...{ campaignId: people.campaign(), version: 1, variant: "a" },
      },
    });
    expect((await tablesNaming(gone)).length).toBeGreaterThan(7);
    await people.merged(gone, kept);
    await settle();
    // But for the merge itself.
    expect(await tablesNaming(gone)).toEqual(["merge.from_id"]);
    const register = await prisma.membership.findFirstOrThrow({ where: { ...own, identityId: String(kept) } });
    expect(register).toMatchObject({ joinedBy: "hand", leftBy: "hand" });
    const attributes = await prisma.attribute.findMany({ where: { ...own, identityId: String(kept) } });
    expect(attributes).toMatchObject([{ value: "L" }]);
  });
});

/** Every column of the database in which that number stands, as a number or as a text, but for webhooks' bodies. */
async function tablesNaming(customer: number): Promise<string[]> {
  const columns = await prisma.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name::text AS table, column_name::text AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('bigint', 'text') AND table_name NOT LIKE 'delivery%'`;
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await prisma.$queryRawUnsafe<{ n: number }[]>(
      `SELECT COUNT(*)::int AS n FROM "${table}" WHERE "${column}"::text IN ('${customer}', 'c${customer}')`,
    );
    if ((row?.n ?? 0) > 0) found.push(`${table}.${column}`);
  }
  return found.sort();
}
