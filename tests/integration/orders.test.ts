import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { viewLedger } from "#app/features/orders/ledger.view.server.ts";
import { listOrders } from "#app/features/orders/order-list.view.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { viewAudience } from "#app/features/segments/index.server.ts";
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
  settle,
  startApp,
  type TestVisitor,
} from "../support/app.ts";

const SHOP = "fern.myshopify.com";
const HOUR = 3_600_000;
const fixture = JSON.parse(readFileSync("tests/fixtures/orders_create.json", "utf8")) as Record<string, unknown>;

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let first: number;
let second: number;
let nextOrder = 1;

beforeAll(async () => {
  app = await startApp();
  shop = await makeShop(SHOP);
  first = await makeCampaign(shop.id);
  second = await makeCampaign(shop.id, { name: "Second", rules: [] });
  await prisma.campaignVersion.updateMany({ data: { liveFrom: new Date(Date.now() - 5 * 24 * HOUR) } });
});

afterAll(async () => {
  app.close();
  await closeDatabase();
});

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
/** An order of one line worth 36.00, placed now by a customer of its own. */
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
const deliver = async (payload: object, more: object = {}) => {
  const status = await postWebhook(app.address, { shop: SHOP, topic: "orders/create", ...more }, payload);
  await processAll();
  return status;
};
const click = (who: TestVisitor, campaign: number, hoursAgo: number, customer?: string) =>
  postEvents(
    app.address,
    { shop: SHOP, ...(customer ? { customer } : {}) },
    makePost(who, [campaignEvent("click", campaign, { at: Date.now() - hoursAgo * HOUR })]),
  );
const credits = async (order: { id: number }) =>
  (await prisma.credit.findMany({ where: { shopId: shop.id, orderId: BigInt(order.id) } })).map((credit) => [
    credit.campaignId,
    credit.amount,
  ]);

test("the last click gets it all; the ledger says why the other got nothing", async () => {
  const who = makeVisitor();
  await click(who, first, 3);
  await click(who, second, 2);
  const order = orderOf(who);
  expect(await deliver(order)).toBe(200);
  expect(await credits(order)).toEqual([[second, 3600n]]);
  const ledger = await viewLedger(shop.id, order.id);
  expect(ledger).toMatchObject({ linked: "cart", lines: [{ value: "3600" }] });
  expect(ledger?.touches.map((touch) => [touch.campaign.name, touch.credited])).toEqual([
    ["Welcome", null],
    ["Second", "3600"],
  ]);
  const [row] = await listOrders(shop.id);
  expect(row).toMatchObject({ name: order.name, value: "3600", credited: "3600", campaign: { name: "Second" } });
});

test("repeats, retries and older payloads leave the same rows", async () => {
  const who = makeVisitor();
  await click(who, first, 1);
  const created = orderOf(who);
  const halved = (created["line_items" as keyof typeof created] as unknown as object[]).map((line) => ({
    ...line,
    current_quantity: 1,
  }));
  const refunded = { ...created, updated_at: iso(Date.now() + 60_000), line_items: halved };
  await deliver(refunded, { topic: "orders/updated" });
  expect(await credits(created)).toEqual([[first, 1800n]]);
  const repeat = async () => {
    await deliver(created, { id: "the-same" });
    await deliver(refunded, { topic: "orders/updated" });
    expect(await credits(created)).toEqual([[first, 1800n]]);
  };
  await repeat();
  await repeat();
  expect(await prisma.delivery.count({ where: { shopId: shop.id, webhookId: "the-same" } })).toBe(1);
});

test("a cancelled order and a test order earn nothing", async () => {
  const who = makeVisitor();
  await click(who, first, 1);
  const cancelled = orderOf(who, { cancelled_at: iso(Date.now()) });
  const trial = orderOf(who, { test: true });
  await deliver(cancelled);
  await deliver(trial);
  expect(await credits(cancelled)).toEqual([[first, 0n]]);
  expect(await credits(trial)).toEqual([]);
});

test("who ordered after a campaign that stops then is told so, with each post; a test order tells nothing", async () => {
  const third = await makeCampaign(shop.id, { name: "Third", rules: [], stopAfterOrder: true });
  await prisma.campaignVersion.updateMany({ data: { liveFrom: new Date(Date.now() - 5 * 24 * HOUR) } });
  const told = async (who: TestVisitor) => {
    const { answer } = await postEvents(app.address, { shop: SHOP }, makePost(who, [campaignEvent("view", third)]));
    return answer.memberships.map((one) => one.key).filter((key) => key.startsWith("="));
  };
  const who = makeVisitor();
  await click(who, first, 1);
  await click(who, third, 1);
  await deliver(orderOf(who, { test: true }));
  expect(await told(who)).toEqual([]);
  await deliver(orderOf(who));
  await deliver(orderOf(who));
  expect(await told(who)).toEqual([`=${third}`]);
  expect(await told(makeVisitor())).toEqual([]);
});

test("a click that arrives after its order credits it anew", async () => {
  const who = makeVisitor();
  const order = orderOf(who);
  await deliver(order);
  expect(await credits(order)).toEqual([]);
  await click(who, first, 1);
  await settle();
  expect(await credits(order)).toEqual([[first, 3600n]]);
  const { recreditDue } = await prisma.order.findFirstOrThrow({ where: { shopId: shop.id, id: BigInt(order.id) } });
  expect(recreditDue).toBeNull();
});

test("a click outside its window, or without marketing consent, earns nothing", async () => {
  const who = makeVisitor();
  const narrow = await makeCampaign(shop.id, { name: "Narrow", rules: [], clickWindowDays: "1" });
  const liveFrom = new Date(Date.now() - 5 * 24 * HOUR);
  await prisma.campaignVersion.updateMany({ where: { campaignId: narrow }, data: { liveFrom } });
  await click(who, narrow, 25);
  const quiet = campaignEvent("click", first, { consent: "analytics" });
  await postEvents(app.address, { shop: SHOP }, makePost(who, [quiet]));
  const order = orderOf(who);
  await deliver(order);
  expect(await credits(order)).toEqual([]);
});

test("without the attribute an order takes the clicks of its customer's browsers", async () => {
  const [phone, laptop] = [makeVisitor(), makeVisitor()];
  await click(phone, first, 2, "4242");
  await click(laptop, second, 1, "4242");
  const order = orderOf(null, { customer: { id: 4242 } });
  await deliver(order);
  expect(await credits(order)).toEqual([[second, 3600n]]);
  expect(await viewLedger(shop.id, order.id)).toMatchObject({ linked: "customer" });
});

test("somebody else's order in this browser takes the browser's clicks, and links nobody", async () => {
  const who = makeVisitor();
  await click(who, first, 1, "5151");
  const order = orderOf(who, { customer: { id: 6161 } });
  await deliver(order);
  expect(await credits(order)).toEqual([[first, 3600n]]);
  await settle();
  const audience = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id } });
  const members = (await viewAudience(shop.id, audience.id))?.rows.map((row) => row.handle);
  expect(members).toContain("c5151");
  expect(members).not.toContain("c6161");
});

test("two browsers of one customer are one member", async () => {
  const [phone, laptop] = [makeVisitor(), makeVisitor()];
  await click(phone, first, 2, "7373");
  await click(laptop, first, 1, "7373");
  await settle();
  const audience = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id } });
  const members = (await viewAudience(shop.id, audience.id))?.rows.filter((row) => row.handle === "c7373");
  expect(members).toHaveLength(1);
  expect((members?.[0]?.joinedAt.getTime() ?? 0) - (members?.[0]?.since.getTime() ?? 0)).toBeGreaterThan(HOUR / 2);
});

test("the same order id in two shops is two orders", async () => {
  const other = await makeShop("moss.myshopify.com");
  const order = orderOf(null);
  await deliver(order);
  await deliver({ ...order, name: "theirs" }, { shop: "moss.myshopify.com" });
  expect((await listOrders(other.id)).map((row) => row.name)).toEqual(["theirs"]);
  expect(await viewLedger(other.id, order.id)).toMatchObject({ name: "theirs" });
  expect(await viewLedger(shop.id, order.id)).toMatchObject({ name: order.name });
});

test.each<[string, object, number]>([
  ["a bad signature", { secret: "guess" }, 401],
  ["no signature", { headers: { "X-Shopify-Hmac-Sha256": "" } }, 401],
  ["no id", { headers: { "X-Shopify-Webhook-Id": "" } }, 400],
  ["a shop that is no Shopify shop", { shop: "evil.example" }, 400],
])("a webhook with %s is refused, and nothing is stored", async (_name, more, expected) => {
  const before = await prisma.delivery.count();
  expect(await postWebhook(app.address, { shop: SHOP, topic: "orders/create", ...more }, orderOf(null))).toBe(expected);
  expect(await prisma.delivery.count()).toBe(before);
});

test("a payload that breaks the contract is kept, tried again, and does not hold up the next", async () => {
  const broken = orderOf(null, { currency: 7 });
  const good = orderOf(null);
  await postWebhook(app.address, { shop: SHOP, topic: "orders/create", id: "broken" }, broken);
  await deliver(good);
  expect(await viewLedger(shop.id, good.id)).not.toBeNull();
  const kept = await prisma.delivery.findFirstOrThrow({ where: { webhookId: "broken" } });
  expect(kept).toMatchObject({ attempts: 1, error: "ZodError", processedAt: null });
  expect(kept.due?.getTime()).toBeGreaterThan(Date.now() - 1_000);
  expect(kept.body).toContain(broken.name);
});

test("uninstalling ends access and keeps the data; a notice older than the last opening is late", async () => {
  const gone = await makeShop("gone.myshopify.com");
  await prisma.session.create({
    data: { id: "offline_gone.myshopify.com", shop: gone.domain, state: "", accessToken: "x" },
  });
  await prisma.shop.update({ where: { id: gone.id }, data: { detailsAt: new Date() } });
  const uninstalled = (at: number) =>
    deliver(
      { id: 1, myshopify_domain: gone.domain },
      { shop: gone.domain, topic: "app/uninstalled", triggeredAt: iso(at) },
    );
  await uninstalled(Date.now() - HOUR);
  expect(await prisma.session.count({ where: { shop: gone.domain } })).toBe(1);
  await uninstalled(Date.now() + 1_000);
  expect(await prisma.session.count({ where: { shop: gone.domain } })).toBe(0);
  const { status } = await postEvents(app.address, { shop: gone.domain }, makePost(makeVisitor(), []));
  expect(status).toBe(404);
});
