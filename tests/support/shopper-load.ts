import { uuidv7 } from "../../app/core/identity/uuid.ts";
import { signedProxyQuery } from "../../sandbox/signing.ts";

const USER_AGENT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36";

export const newId = (at = Date.now()): string => uuidv7(at, crypto.randomUUID());
const newRef = () => [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => (byte % 36).toString(36)).join("");

export const newShopper = () => ({ visitor: newId(), ref: newRef(), visit: newId() });
export type Shopper = ReturnType<typeof newShopper>;

interface Click {
  campaign: number;
  version: number;
}

/** A post as the storefront makes it: a page, then what happened in campaigns, at last a click if there is one. */
export function shopperPost(who: Shopper, { campaign, version }: Click, events: number, clicks = true) {
  const base = () => ({ id: newId(), visit: who.visit, at: Date.now(), consent: "marketing", path: "/products/fern" });
  const about = { campaign, version, variant: "a" };
  const kinds = ["exposure", "impression", "view", "dismiss"];
  const list = Array.from({ length: events }, (_, index) => {
    if (index === 0) return { ...base(), kind: "page", pageType: "product" };
    if (clicks && index === events - 1) return { ...base(), ...about, kind: "click", block: "button" };
    const kind = kinds[index % kinds.length] ?? "exposure";
    return {
      ...base(),
      ...about,
      kind,
      ...(kind === "view" ? { seconds: 3 } : {}),
      ...(kind === "dismiss" ? { means: "escape" } : {}),
    };
  });
  return { visitor: who.visitor, ref: who.ref, device: "phone", sent: Date.now(), events: list };
}

const queries = new Map<string, { text: string; at: number }>();
/** A query as Shopify signs it; one serves a few seconds, so that signing is no part of the load. */
export function signedFor(shop: string): string {
  const known = queries.get(shop);
  if (known && Date.now() - known.at < 5_000) return known.text;
  const text = signedProxyQuery("s", new URLSearchParams(), {
    shop,
    logged_in_customer_id: "",
    path_prefix: "/apps/throughline",
    timestamp: String(Math.floor(Date.now() / 1000)),
  }).toString();
  queries.set(shop, { text, at: Date.now() });
  return text;
}

/** Posts to a server; rejects where the connection breaks. */
export const send = (
  address: string,
  shop: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${address}/proxy/events?${signedFor(shop)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": USER_AGENT, ...headers },
    body: JSON.stringify(body),
  });
