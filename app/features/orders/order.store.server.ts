import type { IncomingOrder } from "#app/contract/webhook.schema.ts";
import type { Credit, Line, Touch } from "#app/core/attribution/credit.ts";
import type { Model } from "#app/core/attribution/models.ts";
import type { MinorUnits } from "#app/core/shared/money.ts";
import { CLICK_TOUCHES } from "#app/core/audiences/history.ts";
import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { Prisma, prisma, type Tx } from "#app/infra/db.server.ts";

export interface StoredOrder {
  id: bigint;
  processedAt: Date;
  customerId: bigint | null;
  ref: string | null;
  test: boolean;
}

/** How Shopify told of a state of an order. Null digest: by no webhook, but when it was asked for its past orders. */
export interface Telling {
  readonly triggeredAt: Date | null;
  readonly digest: string | null;
}

/** A touch with what the ledger tells of it. */
export interface TouchRow extends Touch {
  visitorId: string;
  version: number;
  variant: string;
  block: string | null;
  path: string;
}

export interface LineRow extends Line {
  productId: bigint | null;
  quantity: number;
}

const LATEST_ARRIVAL_MS = 7 * 86_400_000;
const WIDEST_WINDOW_MS = 61 * 86_400_000;

/** Reads and writes orders of one shop within the caller's transaction. */
export const orderStore = (tx: Tx, shopId: number) => ({
  /**
   * Holds the order's row and writes the payload with the greatest `updated_at`, then the greatest telling; an older one
   * changes nothing and gives false.
   */
  async register(order: IncomingOrder, { triggeredAt, digest }: Telling): Promise<boolean> {
    const { id, name, processedAt, updatedAt, cancelledAt, test, customerId, ref, money } = order;
    const stamp = (row: Prisma.Sql) =>
      Prisma.sql`(${row}.updated_at, COALESCE(${row}.triggered_at, '-infinity'), ${row}.digest COLLATE "C")`;
    const written = await tx.$executeRaw`
      INSERT INTO "order" AS o (shop_id, id, name, currency, processed_at, updated_at, triggered_at, digest, cancelled_at,
                                test, customer_id, ref)
      VALUES (${shopId}, ${id}, ${name}, ${money.currency}, ${processedAt}, ${updatedAt}, ${triggeredAt}, ${digest ?? ""},
              ${cancelledAt}, ${test}, ${customerId}, ${ref})
      ON CONFLICT (shop_id, id) DO UPDATE SET name = EXCLUDED.name, currency = EXCLUDED.currency,
        processed_at = EXCLUDED.processed_at, updated_at = EXCLUDED.updated_at, triggered_at = EXCLUDED.triggered_at,
        digest = EXCLUDED.digest, cancelled_at = EXCLUDED.cancelled_at, test = EXCLUDED.test,
        customer_id = EXCLUDED.customer_id, ref = EXCLUDED.ref
      WHERE ${stamp(Prisma.sql`o`)} < ${stamp(Prisma.sql`EXCLUDED`)}
         OR ${digest !== null} AND ${stamp(Prisma.sql`o`)} = ${stamp(Prisma.sql`EXCLUDED`)}`;
    return written === 1;
  },

  async replaceLines(order: IncomingOrder, values: readonly MinorUnits[]): Promise<void> {
    await tx.orderLine.deleteMany({ where: { shopId, orderId: order.id } });
    await tx.orderLine.createMany({
      data: order.lines.map((line, index) => ({
        shopId,
        orderId: order.id,
        ...line,
        quantity: order.money.lines[index]?.quantity ?? 0,
        current: order.money.lines[index]?.currentQuantity ?? 0,
        value: values[index] ?? 0n,
      })),
    });
  },

  async lock(id: bigint): Promise<StoredOrder | null> {
    const rows = await tx.$queryRaw<StoredOrder[]>`
      SELECT id, processed_at AS "processedAt", customer_id AS "customerId", ref, test FROM "order"
      WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`;
    return rows[0] ?? null;
  },

  /** The visitors whose touches an order may take: docs/attribution.md, "Whose order". */
  async visitorsOf({ ref, customerId }: StoredOrder): Promise<string[]> {
    const own = Prisma.sql`SELECT v.id FROM visitor v WHERE v.shop_id = ${shopId} AND v.ref = ${ref}`;
    const ofOwn = customersOfVisitors(Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (${own})`);
    const ofCustomer = customersOfVisitors(Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (
      SELECT n.visitor_id FROM link n WHERE n.shop_id = ${shopId} AND n.customer_id = ${customerId})`);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      ${own}
      UNION
      SELECT c.visitor_id FROM (${ofCustomer}) c
      WHERE c.customer_id = ${customerId}
        AND (NOT EXISTS (${own}) OR EXISTS (SELECT 1 FROM (${ofOwn}) o WHERE o.customer_id = ${customerId}))`;
    return rows.map((row) => row.id);
  },

  /** Touches that count (of shoppers, under marketing consent, received in time) of these visitors before the order. */
  async touchesOf(visitors: readonly string[], processedAt: Date): Promise<TouchRow[]> {
    if (visitors.length === 0) return [];
    const rows = await tx.$queryRaw<(Omit<TouchRow, "at"> & { at: Date })[]>`
      SELECT e.id, e.at, e.campaign_id AS "campaignId", e.visit_id AS "visitId", e.visitor_id AS "visitorId",
             e.version, e.variant, e.kind, e.block, e.path, (v.settings->>'clickWindowDays')::int AS "windowDays"
      FROM event e JOIN campaign_version v
        ON v.shop_id = e.shop_id AND v.campaign_id = e.campaign_id AND v.version = e.version
      WHERE e.shop_id = ${shopId} AND e.visitor_id = ANY(${visitors}::uuid[]) AND e.kind = ANY(${CLICK_TOUCHES}::text[])
        AND e.consent = 'marketing' AND e.origin = 'shopper'
        AND e.at BETWEEN ${new Date(processedAt.getTime() - WIDEST_WINDOW_MS)}
                     AND ${new Date(processedAt.getTime() + 1_000)}
        AND e.received_at <= ${new Date(processedAt.getTime() + LATEST_ARRIVAL_MS)}`;
    return rows.map((row) => ({ ...row, at: row.at.getTime() }));
  },

  async replaceTouches(orderId: bigint, touches: readonly TouchRow[]): Promise<void> {
    await tx.orderTouch.deleteMany({ where: { shopId, orderId } });
    await tx.orderTouch.createMany({
      data: touches.map(({ id, at, windowDays, ...touch }) => ({
        ...touch,
        shopId,
        orderId,
        eventId: id,
        windowDays,
        at: new Date(at),
      })),
    });
  },

  async touches(orderId: bigint): Promise<TouchRow[]> {
    const rows = await tx.orderTouch.findMany({ where: { shopId, orderId } });
    return rows.map(({ eventId, at, kind, ...row }) => ({
      ...row,
      id: eventId,
      kind: kind as TouchRow["kind"],
      at: at.getTime(),
    }));
  },

  async lines(orderId: bigint): Promise<LineRow[]> {
    return tx.orderLine.findMany({
      where: { shopId, orderId },
      select: { id: true, value: true, productId: true, quantity: true },
      orderBy: { id: "asc" },
    });
  },

  async replaceCredits(orderId: bigint, model: Model, credits: readonly Credit[]): Promise<void> {
    await tx.credit.deleteMany({ where: { shopId, orderId, model } });
    await tx.credit.createMany({
      data: credits.map(({ lineId, touchId, campaignId, amount }) => ({
        shopId,
        orderId,
        model,
        lineId,
        eventId: touchId,
        campaignId,
        amount,
      })),
    });
  },

  /** Looks once more soon: an event that was being stored meanwhile saw no order, and the order no event. */
  async lookAgain(id: bigint, at: Date): Promise<void> {
    await tx.order.update({ where: { shopId_id: { shopId, id } }, data: { recreditDue: at } });
  },

  /** Done, unless something asked for it again meanwhile. */
  async settleRecredit({ id, lease }: RecreditClaim): Promise<void> {
    await tx.$executeRaw`
      UPDATE "order" SET recredit_due = NULL WHERE shop_id = ${shopId} AND id = ${id} AND recredit_due = ${lease}`;
  },
});

/** How long an attempt may take before it is made again: also how long one that fails stands back for the others. */
const LEASE_MS = 60_000;

export interface RecreditClaim {
  shopId: number;
  id: bigint;
  lease: Date;
}

/** Takes the order that waits longest to be credited anew, for the length of a lease. Null = none waits. */
export async function claimRecredit(now: Date): Promise<RecreditClaim | null> {
  const rows = await prisma.$queryRaw<RecreditClaim[]>`
    UPDATE "order" SET recredit_due = ${new Date(now.getTime() + LEASE_MS)}
    WHERE (shop_id, id) = (SELECT shop_id, id FROM "order" WHERE recredit_due <= ${now}
                           ORDER BY recredit_due LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING shop_id AS "shopId", id, recredit_due AS lease`;
  return rows[0] ?? null;
}

/** Orders of these identities whose touches a late event or link may still change are credited anew. */
export async function recreditOrdersOf(
  tx: Tx,
  shopId: number,
  identities: readonly { identity: string; id: string }[],
  now: Date,
): Promise<void> {
  if (identities.length === 0) return;
  const since = new Date(now.getTime() - LATEST_ARRIVAL_MS);
  await tx.$executeRaw`
    WITH seeds AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) AS s(identity text, id text)),
    visitors AS (SELECT id::uuid AS id FROM seeds WHERE identity = 'visitor'),
    customers AS (
      SELECT id::bigint AS id FROM seeds WHERE identity = 'customer'
      UNION SELECT l.customer_id FROM link l JOIN visitors v ON l.shop_id = ${shopId} AND l.visitor_id = v.id),
    due AS (
      SELECT o.id FROM "order" o
      WHERE o.shop_id = ${shopId} AND o.processed_at >= ${since}
        AND (o.ref IN (SELECT w.ref FROM visitor w JOIN visitors v ON w.shop_id = ${shopId} AND w.id = v.id)
             OR o.customer_id IN (SELECT id FROM customers))
      ORDER BY o.id FOR UPDATE)
    UPDATE "order" o SET recredit_due = ${now} FROM due WHERE o.shop_id = ${shopId} AND o.id = due.id`;
}
