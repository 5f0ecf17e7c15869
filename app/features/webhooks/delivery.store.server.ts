import { prisma, type Tx } from "#app/infra/db.server.ts";
import { breathe } from "#app/infra/quiet.server.ts";
import type { WebhookDelivery } from "#app/shopify/webhook.server.ts";

export interface ClaimedDelivery {
  shopId: number;
  webhookId: string;
  topic: string;
  body: string;
  triggeredAt: Date | null;
  attempts: number;
}

/** How long an attempt may take before another process may try. */
const LEASE_MS = 60_000;

/**
 * Stores a delivery; one that is stored already changes nothing. NUL, which PostgreSQL can't keep, does not occur in
 * JSON.
 */
export async function storeDelivery(shopId: number, delivery: WebhookDelivery, now: Date): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO delivery (shop_id, webhook_id, topic, body, triggered_at, received_at, due)
    VALUES (${shopId}, ${delivery.webhookId}, ${delivery.topic}, ${delivery.body}, ${delivery.triggeredAt}, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
}

/** Takes the delivery that is due longest, for the length of a lease. Null = none is. */
export async function claimDelivery(now: Date): Promise<ClaimedDelivery | null> {
  const rows = await prisma.$queryRaw<ClaimedDelivery[]>`
    UPDATE delivery SET due = ${new Date(now.getTime() + LEASE_MS)}, attempts = attempts + 1
    WHERE (shop_id, webhook_id) = (SELECT shop_id, webhook_id FROM delivery WHERE due <= ${now}
                                   ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING shop_id AS "shopId", webhook_id AS "webhookId", topic, body, triggered_at AS "triggeredAt", attempts`;
  return rows[0] ?? null;
}

/** In the transaction of the work itself: done and marked as done together. The body is not kept. */
export async function settleDelivery(tx: Tx, { shopId, webhookId }: ClaimedDelivery, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET due = NULL, processed_at = ${now}, body = '', error = NULL
    WHERE shop_id = ${shopId} AND webhook_id = ${webhookId}`;
}

/** `again` = when to try again; null = given up, the body is kept to be looked at. */
export async function failDelivery(
  { shopId, webhookId }: ClaimedDelivery,
  error: string,
  again: Date | null,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE delivery SET due = ${again}::timestamptz, error = ${error}
    WHERE shop_id = ${shopId} AND webhook_id = ${webhookId}`;
}

const BODY_KEPT_MS = 30 * 86_400_000;
/** Shopify repeats a webhook for two days; long after them nothing asks any more whether one was there. */
const ROW_KEPT_MS = 90 * 86_400_000;
const TOGETHER = 10_000;

/** Bodies of deliveries that could not be processed are kept to be looked at for 30 days: they hold personal data. */
export async function emptyBodies(now: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE delivery SET body = '' WHERE body <> '' AND due IS NULL AND received_at < ${new Date(now.getTime() - BODY_KEPT_MS)}`;
}

/** Drops what was done, or given up, so long ago, a part at a time. */
export async function dropOldDeliveries(now: Date): Promise<void> {
  const before = new Date(now.getTime() - ROW_KEPT_MS);
  let dropped;
  do {
    await breathe();
    dropped = await prisma.$executeRaw`
      DELETE FROM delivery WHERE (shop_id, webhook_id) IN (
        SELECT shop_id, webhook_id FROM delivery WHERE due IS NULL AND received_at < ${before} LIMIT ${TOGETHER})`;
  } while (dropped === TOGETHER);
}
