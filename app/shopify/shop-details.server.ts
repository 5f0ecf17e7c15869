import { storable } from "#app/core/shared/text.ts";
import type { AdminApiContext } from "@shopify/shopify-app-remix/server";

const QUERY = `#graphql
  query ShopInfo { shop { name currencyCode ianaTimezone } }`;

/** Name, currency and time zone, as Shopify has them. */
export async function readShopDetails(
  admin: AdminApiContext,
): Promise<{ name: string; currency: string; timezone: string }> {
  const response = await admin.graphql(QUERY);
  const { data } = (await response.json()) as {
    data?: { shop: { name: string; currencyCode: string; ianaTimezone: string } };
  };
  if (!data) throw new Error("Shopify did not say what the shop is called");
  return { name: storable(data.shop.name), currency: data.shop.currencyCode, timezone: data.shop.ianaTimezone };
}
