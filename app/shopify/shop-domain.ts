/** Whether a text is the name by which Shopify knows a shop. Signed requests carry no other. */
export const isShopDomain = (text: unknown): text is string =>
  typeof text === "string" && text.length <= MOST && /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(text);

/** Shopify's own names have at most 60 letters before their domain. */
const MOST = 100;
