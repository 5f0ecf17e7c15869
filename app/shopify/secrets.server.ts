import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "#app/infra/env.server.ts";

/** Client secrets that a signature of Shopify's may be made with: two while one is being rotated. */
export const secrets: readonly string[] = [
  env.SHOPIFY_API_SECRET,
  ...(env.SHOPIFY_API_SECRET_OLD === undefined ? [] : [env.SHOPIFY_API_SECRET_OLD]),
];

/** All that this app signs itself: each with a key of its own, so that no signature passes for another's, or Shopify's. */
const PURPOSES = ["test link", "debug link"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** HKDF-SHA256 (RFC 5869) of each secret, the purpose being its `info`. */
const keysOf = (purpose: Purpose) =>
  secrets.map((secret) => Buffer.from(hkdfSync("sha256", secret, "", `throughline ${purpose}`, 32)));
const KEYS = Object.fromEntries(PURPOSES.map((purpose) => [purpose, keysOf(purpose)])) as Record<Purpose, Buffer[]>;

const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature of a text of ours, in base64url: 43 letters. */
export const signFor = (purpose: Purpose, text: string): string =>
  hmac(KEYS[purpose][0] ?? Buffer.alloc(0), text).toString("base64url");

/** Whether `signFor` made this signature for this purpose and text. */
export function isSignedFor(purpose: Purpose, text: string, signature: string): boolean {
  const given = Buffer.from(signature, "base64url");
  return KEYS[purpose].some((key) => {
    const wanted = hmac(key, text);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
