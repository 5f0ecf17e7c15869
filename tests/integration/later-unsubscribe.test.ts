import { afterAll, beforeAll, expect, test } from "vitest";
import { shopifyStandIn } from "../support/shopify-stand-in.ts";

let shopify: Awaited<ReturnType<typeof shopifyStandIn>>;
let tools: Awaited<ReturnType<typeof load>>;

async function load() {
  const { syncNextAnswer } = await import("#app/features/answers/index.server.ts");
  const support = await import("../support/app.ts");
  const { popupForm } = await import("../support/content-form.ts");
  return { syncNextAnswer, support, popupForm };
}

beforeAll(async () => {
  shopify = await shopifyStandIn();
  tools = await load();
});
afterAll(() => shopify.close());

test.each([
  ["unsubscribed after she had signed up: she stays unsubscribed", 60_000, "UNSUBSCRIBED"],
  ["unsubscribed in the moment after: she stays unsubscribed", 0, "UNSUBSCRIBED"],
  ["had unsubscribed before she signed up again: she is subscribed", -60_000, "SUBSCRIBED"],
])("Shopify is told late, and the shopper %s", async (_name, later, expected) => {
  const { world, app, shopId } = shopify;
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
