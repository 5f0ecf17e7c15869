import { createHmac, timingSafeEqual } from "node:crypto";
import { isShopDomain } from "./shop-domain.ts";

/** What a signed app-proxy request proves: it came through Shopify, for this shop, with this customer logged in. */
export interface ProxyCaller {
  readonly shop: string;
  readonly customerId: bigint | null;
  /** When Shopify signed it. */
  readonly signedAt: Date;
}

const RESERVED = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"] as const;
const TOLERANCE_SECONDS = 90;
/** What Shopify adds, as it stands in its message when nothing of the shopper's lies between. */
const ADDED = /logged_in_customer_id=\d*path_prefix=[^=]*shop=[a-z0-9-]+\.myshopify\.comtimestamp=(\d{10})/g;

/**
 * Verifies the query of an app-proxy request. Null = not from Shopify, or too old.
 *
 * The library's own verifier takes the last of doubled parameters for the signature but the first for the shop, so a
 * request signed for one shop passes for another: docs/decisions/003. Here a doubled reserved parameter is refused, and so
 * is a message that can be read in two ways.
 */
export function verifyAppProxy(query: URLSearchParams, secrets: readonly string[], now: Date): ProxyCaller | null {
  const single: Partial<Record<(typeof RESERVED)[number], string>> = {};
  for (const name of RESERVED) {
    const values = query.getAll(name);
    if (values.length !== 1) return null;
    single[name] = values[0] ?? "";
  }
  const { shop = "", timestamp = "", signature = "", logged_in_customer_id: customer = "" } = single;
  // Ten digits until the year 2286: then a later time is also the greater text, which isAmbiguous builds on.
  if (!isShopDomain(shop) || !/^\d{10}$/.test(timestamp) || !/^(\d{1,18})?$/.test(customer)) return null;
  const seconds = now.getTime() / 1000;
  if (Math.abs(seconds - Number(timestamp)) > TOLERANCE_SECONDS) return null;
  if (!/^[0-9a-f]{64}$/.test(signature)) return null;
  const given = Buffer.from(signature, "hex");
  const message = signedMessage(query);
  if (isAmbiguous(message, seconds)) return null;
  const genuine = secrets.some((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(message).digest(), given),
  );
  if (!genuine) return null;
  return {
    shop,
    customerId: customer === "" ? null : BigInt(customer),
    signedAt: new Date(Number(timestamp) * 1000),
  };
}

/**
 * Equal names joined by commas, `name=value` sorted by bytes, nothing between (shopify.dev, "Authenticate app
 * proxies").
 */
function signedMessage(query: URLSearchParams): string {
  const names = new Set(query.keys());
  names.delete("signature");
  return [...names]
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .join("");
}

/**
 * Whether Shopify may have signed this message with another shop, customer or time. Nothing stands between its parts, and
 * shoppers add parameters of their own: `x=shop=…` in one reading is `x=` and `shop=…` in another. So what Shopify adds may
 * occur once, beside blocks of it that bear a time to come: no such message has been signed yet, and in an older one the
 * block's `timestamp=` would sort behind Shopify's own.
 */
function isAmbiguous(message: string, seconds: number): boolean {
  const rest = message.replaceAll(ADDED, (block, timestamp: string) =>
    Number(timestamp) > seconds + TOLERANCE_SECONDS ? "\n" : block,
  );
  return RESERVED.some((name) => name !== "signature" && rest.split(`${name}=`).length !== 2);
}
