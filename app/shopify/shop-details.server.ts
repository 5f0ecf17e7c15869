import type { shopify } from "./app.server.ts";

type AdminApi = Awaited<ReturnType<typeof shopify.authenticate.admin>>["admin"];

const QUERY = `#graphql
  query ShopInfo { shop { name currencyCode ianaTimezone } }`;

/** Name, currency and time zone, as Shopify has them. */
export async function readShopDetails(admin: AdminApi): Promise<{ name: string; currency: string; timezone: string }> {
  const response = await admin.graphql(QUERY);
  const { data } = (await response.json()) as {
    data?: { shop: { name: string; currencyCode: string; ianaTimezone: string } };
  };
  if (!data) throw new Error("Shopify did not say what the shop is called");
  return { name: data.shop.name, currency: data.shop.currencyCode, timezone: data.shop.ianaTimezone };
}
