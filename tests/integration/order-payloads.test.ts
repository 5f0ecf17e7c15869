import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  postEvents,
  postWebhook,
  processAll,
  startApp,
  type TestVisitor,
} from "../support/app.ts";

const SHOP = "fern.myshopify.com";
interface Payload {
  id: number;
  line_items: Record<string, unknown>[];
}
const fixture = JSON.parse(readFileSync("tests/fixtures/orders_create.json", "utf8")) as Payload;

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let campaign: number;
let nextOrder = 1;
beforeAll(async () => {
  app = await startApp();
  shop = await makeShop(SHOP);
  campaign = await makeCampaign(shop.id);
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const money = (amount: string) => ({
  shop_money: { amount, currency_code: "EUR" },
  presentment_money: { amount, currency_code: "EUR" },
});
/** An order of one line worth 36.00. */
const orderOf = (who: TestVisitor | null, change: object = {}) => {
  const id = 1000 + nextOrder++;
  return {
    ...fixture,
    id,
    name: `#${id}`,
    processed_at: iso(Date.now()),
    updated_at: iso(Date.now()),
    customer: { id: 7_000_000 + id },
    note_attributes: who ? [{ name: "__throughline", value: who.ref }] : [],
    ...change,
  };
};
/** A line of a few euros. */
const lineOf = (euros: number) => ({
  ...fixture.line_items[0],
  ...{ quantity: 1, current_quantity: 1, discount_allocations: [], tax_lines: [] },
  price_set: money(`${euros * 3}.00`),
});
const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, at) =>
        permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
      );
const deliver = async (topic: string, payload: object, triggeredAt?: string) => {
  expect(await postWebhook(app.address, { shop: SHOP, topic, ...(triggeredAt ? { triggeredAt } : {}) }, payload)).toBe(
    200,
  );
  await processAll();
};
const clicked = async () => {
  const who = makeVisitor();
  const event = campaignEvent("click", campaign, { at: Date.now() - 3_600_000 });
  await postEvents(app.address, { shop: SHOP }, makePost(who, [event]));
  return who;
};
const credited = async ({ id }: { id: number }) =>
  (await prisma.credit.findMany({ where: { shopId: shop.id, orderId: BigInt(id) } })).reduce(
    (sum, { amount }) => sum + amount,
    0n,
  );

test("two states of an order in one second: the one that Shopify told of later stands, whichever comes last", async () => {
  const second = Math.floor(Date.now() / 1_000) * 1_000;
  const created = orderOf(await clicked(), { updated_at: iso(second) });
  const cancelled = { ...created, cancelled_at: iso(second) };
  await deliver("orders/updated", cancelled, iso(second + 700));
  expect(await credited(created)).toBe(0n);
  // Its first attempt was answered too late: Shopify sends it again.
  await deliver("orders/create", created, iso(second + 100));
  expect(await credited(created)).toBe(0n);
});

test("states of one second end alike in any order, told of at different times, at the same, or at none", async () => {
  const second = Math.floor(Date.now() / 1_000) * 1_000;
  const who = await clicked();
  const states = ["100", "100", "700", undefined, undefined].map((at, index) => ({
    change: { updated_at: iso(second), name: `state ${index}`, line_items: [lineOf(index)] },
    told: at && iso(second + Number(at)),
  }));
  const ends = new Set<string>();
  for (const order of permutations(states).filter((_, at) => at % 10 === 0)) {
    const base = orderOf(who, { customer: null });
    for (const { change, told } of order) await deliver("orders/updated", { ...base, ...change }, told);
    const { name } = await prisma.order.findFirstOrThrow({ where: { shopId: shop.id, id: BigInt(base.id) } });
    ends.add(`${name} ${await credited(base)}`);
  }
  expect([...ends]).toEqual(["state 2 600"]);
});

test.each([
  ["by the fields of today", { tip: { payment_gateway: "shopify_payments", payment_method: "visa" } }],
  ["by the older fields, of which the gateway may be null", { tip_payment_gateway: null, tip_payment_method: "cash" }],
])("a tip is a line of its own, told %s: it is no product's revenue", async (_name, marks) => {
  const tip = {
    ...fixture.line_items[0],
    ...{ id: 99, title: "Tip", name: "Tip", product_id: null, variant_id: null, quantity: 1, current_quantity: 1 },
    ...{ price: "5.00", price_set: money("5.00"), discount_allocations: [], tax_lines: [], gift_card: false },
    ...marks,
  };
  const order = orderOf(await clicked(), { line_items: [...fixture.line_items, tip] });
  await deliver("orders/create", order);
  expect(await credited(order)).toBe(3600n);
});
