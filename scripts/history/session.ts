import { Session } from "@shopify/shopify-api";
import { shopify } from "../../app/shopify/app.server.ts";
import type { World } from "../../sandbox/world.ts";

/** The access that the app has had since it was installed: it can publish before its admin is opened. */
export async function openSession({ state: { shop, accessToken } }: World): Promise<void> {
  await shopify.sessionStorage.storeSession(
    new Session({ id: `offline_${shop.domain}`, shop: shop.domain, state: "", isOnline: false, accessToken }),
  );
}
