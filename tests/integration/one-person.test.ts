import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewHome } from "#app/features/home/index.server.ts";
import { partVisitor } from "#app/features/people/index.server.ts";
import { rebuildNext } from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop, makeVisitor, pageEvent, settle, startApp, type TestVisitor } from "../support/app.ts";
import { makePeople, nextNumber } from "../support/people.ts";

/** A person counts once: whatever names they go by, and whichever of them turn out to be one. */
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

const joinedOnHome = async () =>
  (await viewHome(shop, new Date().toISOString().slice(0, 10))).stretches[0]?.entered ?? 0;

describe("a visitor who becomes a customer", () => {
  test.each([
    ["by an order", (who: TestVisitor, customer: number) => people.order(who, customer)],
    ["by logging in", async (who: TestVisitor, customer: number) => {
      await people.post(who, [pageEvent()], customer);
      await settle();
    }], // prettier-ignore
  ])("%s is the same member since the same moment", async (_name, become) => {
    const { audience, rule } = await people.makeSegments();
    const who = makeVisitor();
    const customer = nextNumber();
    const before = await joinedOnHome();
    await people.click(who);
    const since = await prisma.noticed.findFirstOrThrow({ where: { shopId: shop.id, segmentId: audience } });
    await become(who, customer);
    const once = { entered: 1, left: 0, members: [`c${customer}`] };
    expect(await people.counts(audience)).toEqual(once);
    expect(await people.counts(rule)).toEqual(once);
    const after = await prisma.noticed.findFirstOrThrow({ where: { shopId: shop.id, segmentId: audience } });
    expect(after.at).toEqual(since.at);
    expect(await joinedOnHome()).toBe(before + 1);
  });

  test.each([true, false])(
    "is one also where everybody is looked at before they are (in steps: %s)",
    async (inSteps) => {
      const { rule } = await people.makeSegments();
      const who = makeVisitor();
      const customer = nextNumber();
      await people.click(who);
      await people.post(who, [pageEvent()], customer);
      await prisma.segment.updateMany({ where: { shopId: shop.id, id: rule }, data: { rebuildDue: new Date() } });
      while (await rebuildNext(inSteps));
      await settle();
      expect(await people.counts(rule)).toEqual({ entered: 1, left: 0, members: [`c${customer}`] });
    },
  );

  test("with another browser that is a member too: two members are one, and one left", async () => {
    const { audience, rule } = await people.makeSegments();
    const [phone, desk] = [makeVisitor(), makeVisitor()];
    const customer = nextNumber();
    await people.click(phone);
    await people.click(desk);
    await people.order(phone, customer);
    await people.order(desk, customer);
    const one = { entered: 2, left: 1, members: [`c${customer}`] };
    expect(await people.counts(audience)).toEqual(one);
    expect(await people.counts(rule)).toEqual(one);
  });

  test("and is parted from that customer moves back; what the customer joined by itself stays", async () => {
    const { audience, rule } = await people.makeSegments();
    const who = makeVisitor();
    const customer = nextNumber();
    await people.click(who);
    await people.order(who, customer);
    await partVisitor(shop.id, { ref: who.ref, customerId: BigInt(customer), together: false });
    await settle();
    const back = { entered: 1, left: 0, members: [`v${who.visitor}`] };
    expect(await people.counts(audience)).toEqual(back);
    expect(await people.counts(rule)).toEqual(back);
  });

  test("and turns out to be another customer's moves on to that one, though only orders tell of it", async () => {
    const { audience } = await people.makeSegments();
    const who = makeVisitor();
    const [late, early] = [nextNumber(), nextNumber()];
    await people.click(who);
    await people.order(who, late);
    expect((await people.counts(audience)).members).toEqual([`c${late}`]);
    await people.order(who, early, new Date(Date.now() - 60_000));
    expect(await people.counts(audience)).toEqual({ entered: 1, left: 0, members: [`c${early}`] });
  });
});
