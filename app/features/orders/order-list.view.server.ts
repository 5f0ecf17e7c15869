import { prisma } from "#app/infra/db.server.ts";
import { COUNTED } from "./counted-credit.store.server.ts";
import { ORDERS_SHOWN, type OrderRow } from "./screens.ts";

/** The orders screen: the newest orders and which campaign got what. */
export async function listOrders(shopId: number): Promise<OrderRow[]> {
  const rows = await prisma.$queryRaw<
    (Omit<OrderRow, "campaign"> & { campaignId: number | null; campaignName: string | null })[]
  >`
    SELECT o.id::text, o.name, o.currency, o.processed_at AS "processedAt", o.test,
           o.cancelled_at IS NOT NULL AS cancelled,
           COALESCE((SELECT SUM(l.value) FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id), 0)::text AS value,
           COALESCE(k.credited, 0)::text AS credited, c.id AS "campaignId", c.name AS "campaignName"
    FROM (SELECT * FROM "order" WHERE shop_id = ${shopId} ORDER BY processed_at DESC, id DESC LIMIT ${ORDERS_SHOWN}) o
    -- Of each order shown, not of all that the shop ever had.
    LEFT JOIN LATERAL (
      SELECT k.campaign_id, SUM(k.amount) AS credited FROM credit k
      WHERE k.shop_id = o.shop_id AND k.order_id = o.id AND ${COUNTED} GROUP BY k.campaign_id) k ON true
    LEFT JOIN campaign c ON c.shop_id = o.shop_id AND c.id = k.campaign_id
    ORDER BY o.processed_at DESC, o.id DESC`;
  return rows.map(({ campaignId, campaignName, ...row }) => ({
    ...row,
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
  }));
}
