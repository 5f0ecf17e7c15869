import { createHmac, timingSafeEqual } from "node:crypto";

/** What a signed app-proxy request proves: it came through Shopify, for this shop, with this customer logged in. */
export interface ProxyCaller {
  readonly shop: string;
  readonly customerId: bigint | null;
  /** When Shopify signed it. */
  readonly signedAt: Date;
}

const RESERVED = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"] as const;
const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const TOLERANCE_SECONDS = 90;

/**
 * Verifies the query of an app-proxy request. Null = not from Shopify, or too old.
 *
 * The library's own verifier takes the last of doubled parameters for the signature but the first for the shop, so a
 * request signed for one shop passes for another: docs/decisions/003. Here a doubled reserved parameter is refused.
 */
export function verifyAppProxy(query: URLSearchParams, secrets: readonly string[], now: Date): ProxyCaller | null {
  const single: Partial<Record<(typeof RESERVED)[number], string>> = {};
  for (const name of RESERVED) {
    const values = query.getAll(name);
    if (values.length !== 1) return null;
    single[name] = values[0] ?? "";
  }
  const { shop = "", timestamp = "", signature = "", logged_in_customer_id: customer = "" } = single;
  if (!SHOP.test(shop) || !/^\d{1,12}$/.test(timestamp) || !/^(\d{1,18})?$/.test(customer)) return null;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return null;
  if (!/^[0-9a-f]{64}$/.test(signature)) return null;
  const given = Buffer.from(signature, "hex");
  const message = signedMessage(query);
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
