import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminApi } from "../../sandbox/api/server.ts";
import { World } from "../../sandbox/world.ts";

/** The sandbox's Shopify in the place of fern.myshopify.com. */
const world = new World(null);
world.state.shop.domain = "fern.myshopify.com";
const { app: api } = adminApi(world, { apiKey: "k", secret: "s" });
let server: Server;
let tools: Awaited<ReturnType<typeof load>>;
let app: { address: string; close: () => void };
let shopId: number;

/** What asks Shopify takes `fetch` as it is when it is loaded. */
async function load() {
  const { shopify } = await import("#app/shopify/app.server.ts");
  const { Session } = await import("@shopify/shopify-api");
  const { saveShopDetails } = await import("#app/features/shops/index.server.ts");
  const { syncNextAnswer } = await import("#app/features/answers/index.server.ts");
  const support = await import("../support/app.ts");
  const { popupForm } = await import("../support/content-form.ts");
  const { closeDatabase } = await import("#app/infra/lifecycle.server.ts");
  return { shopify, Session, saveShopDetails, syncNextAnswer, support, popupForm, closeDatabase };
}

beforeAll(async () => {
  server = createServer(api);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const direct = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return direct(url.hostname.endsWith(".myshopify.com") ? new URL(url.pathname, address) : input, init);
  };
  tools = await load();
  const { domain } = world.state.shop;
  const { accessToken } = world.state;
  await tools.shopify.sessionStorage.storeSession(
    new tools.Session({ id: `offline_${domain}`, shop: domain, state: "", isOnline: false, accessToken }),
  );
  ({ id: shopId } = await tools.saveShopDetails(domain, world.state.shop, new Date()));
  app = await tools.support.startApp();
});
afterAll(async () => {
  app.close();
  server.closeAllConnections();
  server.close();
  await tools.closeDatabase();
});

test.each([
  ["unsubscribed after she had signed up: she stays unsubscribed", 60_000, "UNSUBSCRIBED"],
  ["unsubscribed in the moment after: she stays unsubscribed", 0, "UNSUBSCRIBED"],
  ["had unsubscribed before she signed up again: she is subscribed", -60_000, "SUBSCRIBED"],
])("Shopify is told late, and the shopper %s", async (_name, later, expected) => {
  const { makeCampaign, campaignEvent, makePost, makeVisitor, postEvents } = tools.support;
  const email = `ada${String(later)}@example.com`;
  const form = await makeCampaign(shopId, {
    name: `Form ${String(later)}`,
    ...tools.popupForm({ email: true }),
    rules: [],
  });
  const event = campaignEvent("submit", form, { block: "email", fields: { email } });
  await postEvents(app.address, { shop: world.state.shop.domain }, makePost(makeVisitor(), [event]));
  const at = new Date(Date.now() + later).toISOString();
  const marketing = { state: "UNSUBSCRIBED", level: "SINGLE_OPT_IN", at };
  world.state.customers.push({ id: 100 + world.state.customers.length, email, firstName: "Ada", marketing });
  expect(await tools.syncNextAnswer()).toBe(true);
  expect(world.state.customers.at(-1)?.marketing?.state).toBe(expected);
});
