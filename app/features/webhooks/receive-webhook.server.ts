import { ensureShop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import type { WebhookDelivery } from "#app/shopify/webhook.server.ts";
import { storeDelivery } from "./delivery.store.server.ts";
import { isHandled } from "./process-delivery.server.ts";

/** Stores a verified webhook; once this resolves it may be acknowledged, and no crash loses it. */
export async function receiveWebhook(delivery: WebhookDelivery): Promise<void> {
  if (!isHandled(delivery.topic)) return;
  const now = clock.now();
  const shop = await ensureShop(delivery.shop, now);
  await storeDelivery(shop.id, delivery, now);
}
