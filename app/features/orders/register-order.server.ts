import { parseOrder } from "#app/contract/webhook.schema.ts";
import { lastClick, touchesOf } from "#app/core/attribution/credit.ts";
import { lineValues } from "#app/core/attribution/value.ts";
import { linkStore } from "#app/features/people/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import { claimRecredit, orderStore } from "./order.store.server.ts";

/** Seven days after an order its touches are frozen: what comes later only re-prices them. */
const FROZEN_AFTER_MS = 7 * 86_400_000;
/** Longer than any transaction of ingest may take. */
const LOOK_AGAIN_MS = 20_000;

/**
 * Takes an orders/create or orders/updated payload. The order is the payload with the greatest `updated_at`: repeats
 * and older ones, in whatever order they come, leave the same rows.
 */
export async function registerOrder(tx: Tx, shopId: number, body: unknown, now: Date): Promise<void> {
  const order = parseOrder(body);
  const store = orderStore(tx, shopId);
  if (!(await store.register(order))) return;
  await store.replaceLines(order, lineValues(order.money));
  await creditOrder(tx, shopId, order.id, now);
  await store.lookAgain(order.id, new Date(now.getTime() + LOOK_AGAIN_MS));
}

/** Credits an order anew because an event or a link arrived after it. False = none waits. */
export async function recreditNext(): Promise<boolean> {
  const now = clock.now();
  const claim = await claimRecredit(now);
  if (!claim) return false;
  await transaction(async (tx) => {
    await creditOrder(tx, claim.shopId, claim.id, now);
    await orderStore(tx, claim.shopId).settleRecredit(claim);
  });
  return true;
}

/** Collects the order's touches, unless they are frozen, and writes its credits. Holds the order's row meanwhile. */
async function creditOrder(tx: Tx, shopId: number, id: bigint, now: Date): Promise<void> {
  const store = orderStore(tx, shopId);
  const order = await store.lock(id);
  if (!order) return;
  const { processedAt, ref, customerId } = order;
  if (ref !== null && customerId !== null) await linkStore(tx, shopId).byOrder({ ref, customerId, at: processedAt });
  if (now.getTime() < processedAt.getTime() + FROZEN_AFTER_MS) {
    const clicks = await store.clicksOf(await store.visitorsOf(order), processedAt);
    await store.replaceTouches(id, touchesOf(clicks, processedAt.getTime()));
  }
  const lines = await store.lines(id);
  await store.replaceCredits(id, "last_click", order.test ? [] : lastClick(await store.touches(id), lines));
}
