import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { adminApi } from "../../sandbox/api/server.ts";
import { World } from "../../sandbox/world.ts";

/**
 * The sandbox's Shopify, which checks each operation against Shopify's own schema, in the place of fern.myshopify.com; with
 * the shop installed, and the app's hot routes on a port. What asks Shopify takes `fetch` as it is when it is loaded: tests
 * load such modules afterwards.
 */
export async function shopifyStandIn() {
  const world = new World(null);
  world.state.shop.domain = "fern.myshopify.com";
  const { app: api, faults } = adminApi(world, { apiKey: "k", secret: "s" });
  const server = createServer(api);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const direct = globalThis.fetch;
  let meanwhile: ((path: string, body: string) => Promise<void>) | null = null;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.hostname.endsWith(".myshopify.com")) return direct(input, init);
    const answer = await direct(new URL(url.pathname, address), init);
    await meanwhile?.(url.pathname, typeof init?.body === "string" ? init.body : "");
    return answer;
  };
  const { shopify } = await import("#app/shopify/app.server.ts");
  const { Session } = await import("@shopify/shopify-api");
  const { saveShopDetails } = await import("#app/features/shops/index.server.ts");
  const { closeDatabase } = await import("#app/infra/lifecycle.server.ts");
  const { startApp } = await import("./app.ts");
  const { domain } = world.state.shop;
  await shopify.sessionStorage.storeSession(
    new Session({
      id: `offline_${domain}`,
      shop: domain,
      state: "",
      isOnline: false,
      accessToken: world.state.accessToken,
    }),
  );
  const { id: shopId } = await saveShopDetails(domain, world.state.shop, new Date());
  const app = await startApp();
  return {
    world,
    /** Statuses that the next questions are answered with instead. */
    faults,
    shopId,
    domain,
    app,
    /** What happens while an answer of Shopify's is under way; null = nothing any more. */
    during: (work: typeof meanwhile) => void (meanwhile = work),
    close: async () => {
      globalThis.fetch = direct;
      app.close();
      server.closeAllConnections();
      server.close();
      await closeDatabase();
    },
  };
}
