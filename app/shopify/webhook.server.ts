import { createHmac, timingSafeEqual } from "node:crypto";
import { ShopifyHeader } from "@shopify/shopify-api";
import { isStorable } from "#app/core/shared/text.ts";
import { isShopDomain } from "./shop-domain.ts";

/** What the headers say of a webhook. Nobody signs them. */
export interface WebhookEnvelope {
  readonly webhookId: string;
  readonly topic: string;
  readonly shop: string;
  readonly triggeredAt: Date | null;
  readonly hmac: Buffer;
}

/** A verified delivery: its headers and its raw body. */
export interface WebhookDelivery extends Omit<WebhookEnvelope, "hmac"> {
  readonly body: string;
}

interface Refusal {
  ok: false;
  status: 400 | 401;
  message: string;
}
export type EnvelopeCheck = { ok: true; envelope: WebhookEnvelope } | Refusal;
export type WebhookCheck = { ok: true; delivery: WebhookDelivery } | Refusal;

const refusal = (status: 400 | 401, message: string): Refusal => ({ ok: false, status, message });
const UNSIGNED = refusal(401, "the webhook is not signed by Shopify");

/** Reads the headers, before a byte of the body is. */
export function readEnvelope(header: (name: string) => string | undefined): EnvelopeCheck {
  const hmac = header(ShopifyHeader.Hmac) ?? "";
  // 32 bytes in base64.
  if (!/^[A-Za-z0-9+/]{43}=$/.test(hmac)) return UNSIGNED;
  const webhookId = header(ShopifyHeader.WebhookId) ?? "";
  const topic = header(ShopifyHeader.Topic) ?? "";
  const shop = header(ShopifyHeader.Domain) ?? "";
  if (!/^[\x21-\x7E]{1,100}$/.test(webhookId) || !/^[a-z_]+[/.][a-z_]+$/.test(topic) || !isShopDomain(shop))
    return refusal(400, "the webhook lacks its id, topic or shop");
  const triggeredAt = momentOf(header(ShopifyHeader.TriggeredAt) ?? "");
  return { ok: true, envelope: { webhookId, topic, shop, triggeredAt, hmac: Buffer.from(hmac, "base64") } };
}

/** Within the years that Shopify can speak of; else null. */
function momentOf(text: string): Date | null {
  const at = new Date(text);
  return at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100 ? at : null;
}

/** Topics whose body names its shop: one that does not is not of this topic. */
const NAME_THEIR_SHOP: readonly string[] = ["app/uninstalled", "shop/update"];
/** By which fields Shopify's bodies do. */
const SHOP_FIELDS = ["myshopify_domain", "shop_domain"] as const;

/**
 * Verifies a webhook by the HMAC-SHA256 of its raw body. The library's own check may refresh a token on this path and
 * answer 500 when that fails: docs/decisions/003.
 *
 * Shopify signs session tokens, queries of app proxies and addresses of the admin with the same secret, and people see
 * those. None of them begins with a brace: a token is base64, in the others a name that Shopify adds sorts first. So only a
 * JSON object is a webhook. The header that says whose it is is not signed; where the body names a shop, both must agree.
 */
export function verifyWebhook(
  { hmac, ...envelope }: WebhookEnvelope,
  body: Buffer,
  secrets: readonly string[],
): WebhookCheck {
  const genuine = secrets.some((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), hmac));
  if (!genuine) return UNSIGNED;
  const text = body.toString("utf8");
  const said = text.startsWith("{") && isStorable(text) ? objectOf(text) : null;
  if (!said) return refusal(400, "the webhook's body is no JSON object");
  const named = SHOP_FIELDS.filter((field) => Object.hasOwn(said, field)).map((field) => said[field]);
  if (named.length === 0 && NAME_THEIR_SHOP.includes(envelope.topic))
    return refusal(400, "the webhook's body does not name its shop");
  if (named.some((shop) => shop !== envelope.shop)) return refusal(400, "the webhook's body names another shop");
  return { ok: true, delivery: { ...envelope, body: text } };
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
