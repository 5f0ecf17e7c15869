import { prisma } from "#app/infra/db.server.ts";
import { daysBefore } from "#app/infra/wall-time.ts";
import type { SegmentInsight } from "./screens.ts";

/** Orders of the last so many days are looked at. */
const DAYS = 30;
const OVERLAPS = 8;

/**
 * How a segment grew, what its members of today ordered beside everybody, and with which other segments it shares them.
 * `today` is the shop's date. State and roll-up tables only.
 */
export async function insightOf(shopId: number, id: number, today: string, now: Date): Promise<SegmentInsight> {
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const from = daysBefore(today, DAYS - 1);
  const [growth, orders, overlaps] = await Promise.all([
    prisma.$queryRaw<SegmentInsight["growth"]>`
      SELECT to_char(g.d, 'YYYY-MM-DD') AS day, COALESCE(a.entered, 0)::int AS entered, COALESCE(a."left", 0)::int AS left
      FROM generate_series(${from}::date, ${from}::date + ${DAYS - 1}::int, interval '1 day') AS g(d)
      LEFT JOIN audience_day a ON a.shop_id = ${shopId} AND a.segment_id = ${id} AND a.day = g.d::date
      ORDER BY g.d`,
    prisma.$queryRaw<{ mine: boolean; buyers: number; orders: number; revenue: string }[]>`
      WITH placed AS (
        SELECT o.id, COALESCE('c' || o.customer_id, 'v' || v.id, 'o' || o.id) AS profile,
               (SELECT COALESCE(SUM(l.value), 0) FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id) AS value
        FROM "order" o
        JOIN shop s ON s.id = o.shop_id AND s.currency = o.currency
        LEFT JOIN visitor v ON v.shop_id = o.shop_id AND v.ref = o.ref AND o.customer_id IS NULL
        WHERE o.shop_id = ${shopId} AND o.processed_at > ${since} AND NOT o.test AND o.cancelled_at IS NULL)
      SELECT n.profile IS NOT NULL AS mine, COUNT(DISTINCT p.profile)::int AS buyers, COUNT(*)::int AS orders,
             SUM(p.value)::text AS revenue
      FROM placed p
      LEFT JOIN noticed n ON n.shop_id = ${shopId} AND n.segment_id = ${id} AND n.profile = p.profile
      GROUP BY 1`,
    prisma.$queryRaw<SegmentInsight["overlaps"]>`
      SELECT s.id, s.name, COUNT(*)::int AS shared
      FROM noticed n JOIN noticed o ON o.shop_id = n.shop_id AND o.profile = n.profile AND o.segment_id <> n.segment_id
      JOIN segment s ON s.shop_id = o.shop_id AND s.id = o.segment_id AND s.archived_at IS NULL
      WHERE n.shop_id = ${shopId} AND n.segment_id = ${id}
      GROUP BY s.id, s.name ORDER BY shared DESC, s.id LIMIT ${OVERLAPS}`,
  ]);
  const sumOf = (wanted: (mine: boolean) => boolean) =>
    orders
      .filter(({ mine }) => wanted(mine))
      .reduce(
        (sum, row) => ({
          buyers: sum.buyers + row.buyers,
          orders: sum.orders + row.orders,
          revenue: String(BigInt(sum.revenue) + BigInt(row.revenue)),
        }),
        { buyers: 0, orders: 0, revenue: "0" },
      );
  return { days: DAYS, growth, overlaps, members: sumOf((mine) => mine), everybody: sumOf(() => true) };
}
