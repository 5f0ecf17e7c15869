import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CART_ATTRIBUTE } from "#app/contract/wire.ts";
import { uuidv7 } from "#app/core/identity/uuid.ts";
import { patternsOf } from "#app/features/insight/pattern.store.server.ts";
import { snapshotNext, refreshInsight, viewInsight } from "#app/features/insight/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { customerOf, placeOrder } from "../../sandbox/shop/orders.ts";
import { PRODUCTS, World } from "../../sandbox/world.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  postWebhook,
  processAll,
  startApp,
} from "../support/app.ts";

/** A Friday, half past two in the afternoon. */
const NOW = Date.UTC(2026, 10, 20, 14, 30);
const DAY = 86_400_000;
let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let clicked: number;
let campaign: number;
const world = new World(null);
const [ada, bob, cy] = [makeVisitor(), makeVisitor(), makeVisitor()];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
  world.state.shop.currency = "USD";
  campaign = await makeCampaign(shop.id);
  await makeCampaign(shop.id, { name: "Second", rules: [addTo("Saw it", { when: "view" })] });
  clicked = (await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id, name: "Clicked: welcome" } })).id;
  const post = (who: typeof ada, device: "phone" | "desktop", ...events: unknown[]) =>
    postEvents(app.address, { shop: shop.domain }, makePost(who, events, { device }));
  const click = () => [campaignEvent("exposure", campaign), campaignEvent("click", campaign)];
  await post(ada, "phone", pageEvent(), pageEvent({ path: "/cart" }), ...click());
  await post(bob, "desktop", pageEvent(), ...click());
  await post(cy, "phone", pageEvent(), campaignEvent("exposure", campaign));
  // Without marketing consent it counts, but nobody is told by it.
  await post(bob, "desktop", pageEvent({ consent: "analytics", path: "/secret" }));
  await buy(ada, 2);
  await buy(cy, 1);
});
afterAll(async () => {
  app.close();
  vi.useRealTimers();
  await closeDatabase();
});

async function buy(who: typeof ada, quantity: number) {
  const cart = {
    token: who.ref,
    items: [{ variantId: PRODUCTS[0]?.variantId ?? 0, quantity }],
    attributes: { [CART_ATTRIBUTE]: who.ref },
  };
  const payload = placeOrder(world, cart, customerOf(world, `${who.ref}@example.com`, "Ada"), who.ref);
  await postWebhook(app.address, { shop: shop.domain, topic: "orders/create" }, payload);
  await processAll();
}
const view = (id: number, shopId = shop.id) =>
  viewInsight(shopId, id, { period: 30, today: new Date().toISOString().slice(0, 10), now: new Date() });
const work = async () => {
  while (await snapshotNext());
};

test("what takes long is worked out by a job, once somebody looks", async () => {
  expect(await snapshotNext()).toBe(false);
  expect(await view(clicked)).toMatchObject({ patterns: null, pending: true });
  await work();
  const { patterns, pending, growth } = await view(clicked);
  expect(pending).toBe(false);
  expect(growth.days.at(-1)).toMatchObject({ entered: 2, left: 0 });
  // A pot of 34.90 twice, and another once: without the 19 % of VAT that are in it.
  expect(patterns?.trade.now).toEqual({ came: 2, converted: 1, buyers: 1, orders: 1, revenue: "5866" });
  expect(patterns?.everybody.now).toEqual({ came: 3, converted: 2, buyers: 2, orders: 2, revenue: "8799" });
  expect(patterns?.trade.before).toEqual({ came: 0, converted: 0, buyers: 0, orders: 0, revenue: "0" });
  expect(patterns?.hours.map((n, hour) => [hour, n]).filter(([, n]) => n)).toEqual([[14, 5]]);
  expect(patterns?.weekdays).toEqual([0, 0, 0, 0, 5, 0, 0]);
  expect(patterns?.devices).toEqual([
    { device: "phone", people: 1, views: 2 },
    { device: "desktop", people: 1, views: 1 },
  ]);
  expect(patterns?.pages).toEqual([
    { path: "/products/fern", people: 2, views: 2 },
    { path: "/cart", people: 1, views: 1 },
  ]);
  expect(patterns?.campaigns).toEqual([{ id: campaign, name: "Welcome", reached: 2, interacted: 2, converted: 1 }]);
});

test("of many members, who are not looked up one by one, the same is told", async () => {
  const of = { shopId: shop.id, segmentId: clicked };
  const stretch = { since: new Date(NOW - 30 * DAY), until: new Date(NOW + DAY) };
  const few = await patternsOf({ ...of, days: 30 }, stretch, shop.timezone);
  // Who never came changes nothing but the number of members.
  const strangers = Array.from({ length: 1_001 }, (_, at) => ({
    ...of,
    profile: `v${uuidv7(NOW + at, crypto.randomUUID())}`,
    at: new Date(NOW),
  }));
  await prisma.noticed.createMany({ data: strangers });
  expect(await patternsOf({ ...of, days: 30 }, stretch, shop.timezone)).toEqual(few);
  expect(few.devices).toHaveLength(2);
  await prisma.noticed.deleteMany({ where: { ...of, profile: { in: strangers.map(({ profile }) => profile) } } });
});

test("who wants it as of now asks for it; one look waits for what another asked for", async () => {
  vi.setSystemTime(NOW + 60_000);
  const before = (await view(clicked)).patterns?.at;
  const request = () => new Request("http://app", { method: "POST", body: JSON.stringify({ days: "30" }) });
  await refreshInsight(shop.id, clicked, request());
  expect(await view(clicked)).toMatchObject({ pending: true, patterns: { at: before } });
  await work();
  const { pending, patterns } = await view(clicked);
  expect(pending).toBe(false);
  expect(patterns?.at).toEqual(new Date(NOW + 60_000));
  vi.setSystemTime(NOW);
  await refreshInsight(shop.id, clicked, request());
  await work();
});

test("it is worked out anew when it is an hour old, and shown meanwhile", async () => {
  vi.setSystemTime(NOW + 3_599_000);
  expect(await view(clicked)).toMatchObject({ pending: false });
  vi.setSystemTime(NOW + 3_601_000);
  const { pending, patterns } = await view(clicked);
  expect([pending, patterns?.trade.now.came]).toEqual([true, 2]);
  vi.setSystemTime(NOW + 40 * DAY);
  await view(clicked);
  await work();
  expect((await view(clicked)).patterns?.trade).toMatchObject({ now: { came: 0 }, before: { came: 2, orders: 1 } });
});

test("of another shop's segment nothing is told", async () => {
  const other = await makeShop("moss.myshopify.com");
  await view(clicked, other.id);
  await work();
  const { patterns, lineage } = await view(clicked, other.id);
  expect(patterns).toBeNull();
  // Nor is anything kept, or worked out, for an id that somebody made up.
  const kept = await prisma.snapshot.findMany({ where: { shopId: other.id }, select: { segmentId: true } });
  expect(kept).toEqual([{ segmentId: 0 }]);
  expect(lineage).toEqual({ from: [], to: [] });
});

test("what feeds it and what it unlocks is drawn from the campaigns", async () => {
  await makeCampaign(shop.id, { name: "Next", include: [clicked], rules: [addTo("Went on")] });
  const { lineage } = await view(clicked);
  expect(lineage.from).toMatchObject([{ kind: "campaign", name: "Welcome" }]);
  expect(lineage.to).toMatchObject([{ name: "Next", steps: [{ kind: "segment", name: "Went on" }] }]);
});
