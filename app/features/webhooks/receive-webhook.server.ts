import { ensureShop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import type { WebhookDelivery } from "#app/shopify/webhook.server.ts";
import { storeDelivery } from "./delivery.store.server.ts";
import { isHandled } from "./process-delivery.server.ts";

/**
 * Stores a verified webhook; once this resolves it may be acknowledged, and no crash loses it. False = nothing here reads
 * its topic: Shopify tries again for hours, time enough to mend what was deployed out of order.
 */
export async function receiveWebhook(delivery: WebhookDelivery): Promise<boolean> {
  if (!isHandled(delivery.topic)) {
    logger.warn({ topic: delivery.topic, webhook: delivery.webhookId }, "a webhook of an unknown topic was refused");
    return false;
  }
  const now = clock.now();
  const shop = await ensureShop(delivery.shop, now);
  await storeDelivery(shop.id, delivery, now);
  return true;
}
