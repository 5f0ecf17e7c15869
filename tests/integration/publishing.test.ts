import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { shopifyStandIn } from "../support/shopify-stand-in.ts";

let shopify: Awaited<ReturnType<typeof shopifyStandIn>>;
let tools: Awaited<ReturnType<typeof load>>;

async function load() {
  const { prisma } = await import("#app/infra/db.server.ts");
  const { publishNext } = await import("#app/features/campaigns/index.server.ts");
  const { makeCampaign } = await import("../support/app.ts");
  return { prisma, publishNext, makeCampaign };
}

beforeAll(async () => {
  shopify = await shopifyStandIn();
  tools = await load();
});
afterAll(() => shopify.close());
beforeEach(() => shopify.during(null));

const published = () => {
  const { value = "null" } = shopify.world.state.metafields["throughline.index"] ?? {};
  return JSON.parse(value) as { v: number; c: { i: number }[] } | null;
};
const shopRow = () => tools.prisma.shop.findUniqueOrThrow({ where: { id: shopify.shopId } });
const makeDue = () => tools.prisma.shop.update({ where: { id: shopify.shopId }, data: { publishDue: new Date(0) } });

test("what is active is published, and a change replaces it", async () => {
  const first = await tools.makeCampaign(shopify.shopId, { name: "First" });
  while (await tools.publishNext());
  expect(published()?.c.map(({ i }) => i)).toEqual([first]);
  const second = await tools.makeCampaign(shopify.shopId, { name: "Second" });
  while (await tools.publishNext());
  expect(
    published()
      ?.c.map(({ i }) => i)
      .sort(),
  ).toEqual([first, second]);
  expect(await shopRow()).toMatchObject({ publishDue: null, publishError: null });
});

test("a process that was held up does not write over what another one has published since", async () => {
  await tools.makeCampaign(shopify.shopId, { name: "Third" });
  let over = false;
  shopify.during(async (_path, body) => {
    if (over || !body.includes("AppInstallation")) return;
    over = true;
    // Its lease runs out while it looks at what stands there; the merchant goes on, and another process publishes.
    await tools.makeCampaign(shopify.shopId, { name: "Fourth" });
    await makeDue();
    await tools.publishNext();
  });
  await tools.publishNext();
  expect(published()?.c).toHaveLength(4);
  shopify.during(null);
  await makeDue();
  while (await tools.publishNext());
  expect(published()?.c).toHaveLength(4);
  expect(await shopRow()).toMatchObject({ publishError: null });
});

test("nor does one that began before: it finds the later publication, and leaves it", async () => {
  const { publishWanted } = await shopRow();
  const index = shopify.world.state.metafields["throughline.index"];
  await tools.prisma.shop.update({ where: { id: shopify.shopId }, data: { publishWanted: publishWanted + 5 } });
  const later = JSON.stringify({ ...published(), v: publishWanted + 3 });
  if (index) index.value = later;
  await tools.prisma.shop.update({ where: { id: shopify.shopId }, data: { publishDue: new Date(0) } });
  // The claim says the number that it was made for.
  shopify.during(async (_path, body) => {
    if (!body.includes("AppInstallation")) return;
    shopify.during(null);
    await tools.prisma.shop.update({ where: { id: shopify.shopId }, data: { publishWanted: publishWanted + 9 } });
    if (index) index.value = JSON.stringify({ ...published(), v: publishWanted + 9 });
  });
  await tools.publishNext();
  expect(published()?.v).toBe(publishWanted + 9);
});

test("a database that was set back publishes what it knows", async () => {
  const { publishWanted } = await shopRow();
  const index = shopify.world.state.metafields["throughline.index"];
  if (index) index.value = JSON.stringify({ ...published(), v: publishWanted + 1_000 });
  await makeDue();
  while (await tools.publishNext());
  expect(published()?.v).toBe(publishWanted);
});

test("Shopify that does not answer is tried again, and the merchant reads why", async () => {
  shopify.faults.push(503);
  await makeDue();
  await tools.publishNext();
  const { publishError, publishDue } = await shopRow();
  expect(publishError).not.toBeNull();
  expect(publishDue?.getTime()).toBeGreaterThan(Date.now());
});
