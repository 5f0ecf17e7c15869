import { createHmac, timingSafeEqual } from "node:crypto";

/** A verified delivery: its headers and its raw body. */
export interface WebhookDelivery {
  readonly webhookId: string;
  readonly topic: string;
  readonly shop: string;
  readonly triggeredAt: Date | null;
  readonly body: string;
}

export type WebhookCheck = { ok: true; delivery: WebhookDelivery } | { ok: false; status: 400 | 401; message: string };

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Verifies a webhook by the HMAC-SHA256 of its raw body. The library's own check may refresh a token on this path and
 * answer 500 when that fails: docs/decisions/003.
 */
export function verifyWebhook(
  header: (name: string) => string | undefined,
  body: Buffer,
  secrets: readonly string[],
): WebhookCheck {
  const given = Buffer.from(header("x-shopify-hmac-sha256") ?? "", "base64");
  const genuine = secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!genuine) return { ok: false, status: 401, message: "the webhook is not signed by Shopify" };
  const webhookId = header("x-shopify-webhook-id") ?? "";
  const topic = header("x-shopify-topic") ?? "";
  const shop = header("x-shopify-shop-domain") ?? "";
  if (webhookId === "" || webhookId.length > 100 || topic === "" || !SHOP.test(shop))
    return { ok: false, status: 400, message: "the webhook lacks its id, topic or shop" };
  const triggered = Date.parse(header("x-shopify-triggered-at") ?? "");
  return {
    ok: true,
    delivery: {
      webhookId,
      topic,
      shop,
      triggeredAt: Number.isNaN(triggered) ? null : new Date(triggered),
      body: body.toString("utf8"),
    },
  };
}
