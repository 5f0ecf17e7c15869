import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { placeOrder } from "../../sandbox/shop/orders.ts";
import { PRODUCTS } from "../../sandbox/world.ts";
import { shopifyStandIn } from "../support/shopify-stand-in.ts";

let shopify: Awaited<ReturnType<typeof shopifyStandIn>>;
let world: typeof shopify.world;
let faults: typeof shopify.faults;
let app: typeof shopify.app;
let shopId: number;
let tools: Awaited<ReturnType<typeof load>>;

async function load() {
  const { prisma } = await import("#app/infra/db.server.ts");
  const mirror = await import("#app/features/mirror/index.server.ts");
  const { saveShopDetails } = await import("#app/features/shops/index.server.ts");
  const support = await import("../support/app.ts");
  return { prisma, mirror, saveShopDetails, support };
}

beforeAll(async () => {
  shopify = await shopifyStandIn();
  ({ world, faults, app, shopId } = shopify);
  tools = await load();
  for (let at = 1; at <= 600; at++)
    world.state.customers.push({ id: at, email: `c${at}@example.com`, firstName: "", tags: at % 2 ? ["VIP "] : [] });
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(async () => {
  vi.useRealTimers();
  await shopify.close();
});

/** Time goes by until nothing is left to be imported. */
async function importAll(most = 40) {
  for (let step = 0; step < most; step++) {
    if (await tools.mirror.importNext()) continue;
    if ((await tools.mirror.importsOf(shopId)).every(({ state }) => state === "done")) return;
    vi.setSystemTime(Date.now() + 60_000);
  }
  throw new Error("it never ended");
}
const webhook = (topic: string, body: object) =>
  tools.support.postWebhook(app.address, { shop: "fern.myshopify.com", topic }, body);
const refreshed = async () => {
  await tools.support.processAll();
  while (
    (await tools.mirror.refreshCustomers()) ||
    (await tools.mirror.refreshProducts()) ||
    (await tools.mirror.refreshCollections())
  );
};
const customer = (id: bigint) => tools.prisma.customer.findUnique({ where: { shopId_id: { shopId, id } } });

test("a new shop's customers and products are brought by bulk operations, though Shopify fails in between", async () => {
  faults.push(503, 401);
  await importAll();
  expect(await tools.prisma.customer.count({ where: { shopId } })).toBe(600);
  expect(await customer(1n)).toMatchObject({ tags: ["vip"], subscribed: false, orders: 0, spent: 0n, due: null });
  const products = await tools.prisma.product.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  expect(products.map(({ title }) => title)).toEqual(PRODUCTS.map(({ title }) => title));
  expect(products[1]).toMatchObject({ type: "kitchen", vendor: "fern & kettle", tags: ["gift"] });
  expect(await tools.mirror.importsOf(shopId)).toMatchObject([
    { what: "collections", state: "done", rows: 4, error: null },
    { what: "customers", state: "done", rows: 600, error: null },
    { what: "orders", state: "done", rows: 0, error: null },
    { what: "products", state: "done", rows: 4, error: null },
  ]);
  expect(await tools.mirror.importNext()).toBe(false);
});

test("a crash in the middle of reading goes on behind what was read", async () => {
  const where = { shopId_what: { shopId, what: "customers" } };
  await tools.prisma.customer.deleteMany({ where: { shopId } });
  const { operation } = await tools.prisma.import.findUniqueOrThrow({ where });
  const url = `https://fern.myshopify.com/bulk/${operation?.split("/").at(-1)}.jsonl`;
  await tools.prisma.import.update({ where, data: { state: "reading", rows: 250, due: new Date(), url } });
  await importAll();
  expect(await tools.prisma.customer.count({ where: { shopId } })).toBe(350);
  expect(await tools.prisma.import.findUnique({ where })).toMatchObject({ state: "done", rows: 600 });
});

test("what changes in Shopify is asked for, whatever the webhook tells; what is gone is dropped", async () => {
  const one = world.state.customers[0];
  if (one) Object.assign(one, { tags: ["Press"], marketing: { state: "SUBSCRIBED", level: "UNKNOWN", at: "" } });
  await webhook("customers/update", { id: 1 });
  await webhook("customer.tags_added", { customerId: "gid://shopify/Customer/1" });
  await webhook("customers_email_marketing_consent/update", { customer_id: 2 });
  await webhook("products/update", { id: PRODUCTS[0]?.id });
  await webhook("customers/delete", { id: 999_999 });
  // Shopify is down when it is asked first; what is due stays due.
  faults.push(503);
  await refreshed();
  expect((await customer(2n))?.due).not.toBeNull();
  vi.setSystemTime(Date.now() + 61_000);
  await refreshed();
  expect(await customer(1n)).toMatchObject({ tags: ["press"], subscribed: true, due: null });
  expect(await customer(2n)).toMatchObject({ tags: [], subscribed: false });
  expect(await customer(999_999n)).toBeNull();
});

test("an answer that a webhook overtook does not stand, though both are of one second", async () => {
  const one = world.state.customers[0];
  if (!one) throw new Error("the sandbox has no customer");
  one.tags = ["early"];
  await webhook("customers/update", { id: 1 });
  await tools.support.processAll();
  shopify.during(async () => {
    shopify.during(null);
    one.tags = ["late"];
    await webhook("customers/update", { id: 1 });
    await tools.support.processAll();
    await tools.mirror.refreshCustomers();
  });
  await refreshed();
  expect(await customer(1n)).toMatchObject({ tags: ["late"], due: null });
});

test("a row that can't be read keeps no neighbour waiting, and is not taken for gone", async () => {
  const { readMirrored } = await import("#app/shopify/mirror.server.ts");
  const { keepRows } = await import("#app/features/mirror/keep-rows.server.ts");
  const [one, two] = await readMirrored("fern.myshopify.com", "customers", [1n, 2n]);
  const broken = { ...one, tags: 7 };
  const newer = { ...two, tags: ["new"], updatedAt: new Date(Date.now() + 60_000).toISOString() };
  await tools.prisma.$transaction((tx) => keepRows(tx, shopId, "customers", [broken, newer]));
  expect(await customer(2n)).toMatchObject({ tags: ["new"] });
  expect(await customer(1n)).not.toBeNull();
});

test("a shop that can't be reached rests, longer each time, and is asked again", async () => {
  world.state.customers[0]!.tags = ["again"];
  await webhook("customers/update", { id: 1 });
  await tools.support.processAll();
  faults.push(503, 503, 503, 503, 503, 503);
  expect(await tools.mirror.refreshCustomers()).toBe(true);
  const asked = faults.length;
  // Its row is due again when the lease is over, and the shop has rested by then.
  expect(await tools.mirror.refreshCustomers()).toBe(false);
  expect(faults.length).toBe(asked);
  faults.length = 0;
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(await tools.mirror.refreshCustomers()).toBe(true);
  expect(await customer(1n)).toMatchObject({ tags: ["again"], due: null });
});

test("a shop that installs the app again is filled again", async () => {
  vi.setSystemTime(Date.now() + 3_600_000);
  await tools.saveShopDetails("fern.myshopify.com", world.state.shop, new Date());
  await importAll();
  const customers = (await tools.mirror.importsOf(shopId)).find(({ what }) => what === "customers");
  expect(customers?.finishedAt?.getTime()).toBeGreaterThan(Date.now() - 600_000);
});

test("orders from before the install are those that webhooks would have told of, but older than 60 days", async () => {
  const [buyer] = world.state.customers;
  const [fern, kettle] = PRODUCTS;
  if (!buyer || !fern || !kettle) throw new Error("the sandbox has nothing to sell");
  const cart = (items: [number, number][]) => ({
    token: "t",
    attributes: {},
    discounts: [],
    items: items.map(([variantId, quantity]) => ({ variantId, quantity })),
  });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const payloads = [
    placeOrder(world, cart([[fern.variantId, 2]]), buyer, "t", daysAgo(61)),
    placeOrder(
      world,
      cart([
        [fern.variantId, 2],
        [kettle.variantId, 1],
      ]),
      buyer,
      "t",
      daysAgo(40),
    ),
    placeOrder(world, cart([[kettle.variantId, 3]]), buyer, "t", daysAgo(3)),
    ...Array.from({ length: 40 }, (_, at) => placeOrder(world, cart([[fern.variantId, 1]]), buyer, "t", daysAgo(at))),
  ];
  // One of the kettles came back, and five euros were given beside.
  const returned = payloads[2] as { line_items: { current_quantity: number }[]; refunds: object[]; updated_at: string };
  const first = returned.line_items[0];
  if (first) first.current_quantity = 2;
  const paidBack = (79 + 5).toFixed(2);
  returned.refunds.push({
    transactions: [{ amount: paidBack, currency: "EUR", kind: "refund", status: "success" }],
    refund_line_items: [
      { subtotal_set: { shop_money: { amount: "79.00" } }, total_tax_set: { shop_money: { amount: "0.00" } } },
    ],
  });
  // And the next buyer gave a tip.
  const tipped = payloads[3] as { line_items: object[] };
  tipped.line_items.push({
    ...tipped.line_items[0],
    ...{ id: 99, title: "Tip", product_id: null, variant_id: null, requires_shipping: false, tax_lines: [] },
    ...{ price: "4.00", price_set: { shop_money: { amount: "4.00" } }, tip: { payment_gateway: "shopify_payments" } },
  });
  vi.setSystemTime(Date.now() + 3_600_000);
  await tools.saveShopDetails("fern.myshopify.com", world.state.shop, new Date());
  await importAll();
  const stored = () =>
    tools.prisma.order.findMany({
      where: { shopId },
      include: { lines: { orderBy: { id: "asc" } } },
      orderBy: { id: "asc" },
    });
  const imported = await stored();
  expect(imported.map(({ name }) => name)).toEqual(payloads.slice(1).map(({ name }) => name));
  expect(imported.flatMap(({ lines }) => lines).find(({ title }) => title === "Tip")?.value).toBe(0n);
  for (const payload of payloads.slice(1)) await webhook("orders/updated", payload);
  await tools.support.processAll();
  // But for how they were told of.
  const plain = (orders: typeof imported) =>
    orders.map((order) => ({ ...order, recreditDue: null, triggeredAt: null, digest: "" }));
  expect(plain(await stored())).toEqual(plain(imported));

  // Gone and brought again: they are the same.
  await tools.prisma.order.deleteMany({ where: { shopId } });
  vi.setSystemTime(Date.now() + 3_600_000);
  await tools.saveShopDetails("fern.myshopify.com", world.state.shop, new Date());
  await importAll();
  expect(plain(await stored())).toEqual(plain(imported));
});
