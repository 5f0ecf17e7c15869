import { clock } from "#app/infra/clock.server.ts";
import { shopify } from "#app/shopify/app.server.ts";
import { readShopDetails } from "#app/shopify/shop-details.server.ts";
import { findShop, noteOpened, saveShopDetails, type Shop } from "./shop.store.server.ts";

/**
 * The shop of an admin request. Throws the library's Response when the session token is missing or out of date; a shop
 * seen for the first time, or installed again, gets its row from what Shopify says of it.
 */
export async function openShop(request: Request): Promise<Shop> {
  const { session, admin } = await shopify.authenticate.admin(request);
  const known = await findShop(session.shop);
  const whole = known?.detailsAt && !known.uninstalledAt && known.unknownTimezone === null;
  const shop = whole ? known : await saveShopDetails(session.shop, await readShopDetails(admin), clock.now());
  await noteOpened(shop.id, clock.now());
  return shop;
}
