import { COUNTED } from "#app/features/orders/index.server.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import { readOfAll } from "#app/infra/transaction.server.ts";
import type { Bought, CampaignEngagement, Patterns } from "./screens.ts";
import { EVERYBODY, peopleOf, type SnapshotKey } from "./snapshot.store.server.ts";

const { sql } = Prisma;
const PAGES = 10;
const OVERLAPS = 8;

export interface Stretch {
  readonly since: Date;
  readonly until: Date;
}

/** Only what shoppers did under marketing consent is looked at, as rules of segments do. */
const COUNTS = sql`origin = 'shopper' AND consent = 'marketing'`;
const within = (at: Prisma.Sql, { since, until }: Stretch) => sql`${at} > ${since} AND ${at} <= ${until}`;

/** Who of these people came, who ordered, and for how much. Orders in another currency than the shop's are left out. */
export async function boughtBy(key: SnapshotKey, stretch: Stretch): Promise<Bought> {
  const { shopId, segmentId } = key;
  // Everybody's orders count, also of customers whom no visitor of the shop is.
  const mine =
    segmentId === EVERYBODY
      ? sql`true`
      : sql`p.profile IN (SELECT n.profile FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${segmentId})`;
  const [row] = await readOfAll<Bought>(sql`
    WITH people AS MATERIALIZED (${peopleOf(key)}),
    came AS MATERIALIZED (
      SELECT DISTINCT q.profile FROM people q
      JOIN (SELECT DISTINCT visitor_id FROM page WHERE shop_id = ${shopId} AND ${within(sql`at`, stretch)} AND ${COUNTS}) s
        ON s.visitor_id = q.visitor),
    placed AS (
      SELECT o.id, COALESCE('c' || o.customer_id, 'v' || v.id, 'o' || o.id) AS profile,
             (SELECT COALESCE(SUM(l.value), 0) FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id) AS value
      FROM "order" o
      JOIN shop s ON s.id = o.shop_id AND s.currency = o.currency
      LEFT JOIN visitor v ON v.shop_id = o.shop_id AND v.ref = o.ref AND o.customer_id IS NULL
      WHERE o.shop_id = ${shopId} AND ${within(sql`o.processed_at`, stretch)} AND NOT o.test AND o.cancelled_at IS NULL)
    SELECT (SELECT COUNT(*)::int FROM came) AS came,
           COUNT(DISTINCT p.profile) FILTER (WHERE p.profile IN (SELECT profile FROM came))::int AS converted,
           COUNT(DISTINCT p.profile)::int AS buyers, COUNT(*)::int AS orders, COALESCE(SUM(p.value), 0)::text AS revenue
    FROM placed p WHERE ${mine}`);
  return row ?? { came: 0, converted: 0, buyers: 0, orders: 0, revenue: "0" };
}

/** Up to so many members are looked up one after the other; of more the whole stretch is read. */
const A_FEW = 1_000;

async function isSmall({ shopId, segmentId }: SnapshotKey): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ n: number }[]>`
    SELECT COUNT(*)::int AS n FROM (
      SELECT 1 FROM noticed WHERE shop_id = ${shopId} AND segment_id = ${segmentId} LIMIT ${A_FEW + 1}) m`;
  return (row?.n ?? 0) <= A_FEW;
}

/** When, on what and where the members came, what they did with campaigns, and where else they belong. */
export async function patternsOf(
  key: SnapshotKey,
  stretch: Stretch,
  timezone: string,
): Promise<Omit<Patterns, "trade">> {
  const { shopId, segmentId } = key;
  const few = await isSmall(key);
  const seen = (table: Prisma.Sql, columns: Prisma.Sql) => {
    const counts = sql`${within(sql`t.at`, stretch)} AND t.origin = 'shopper' AND t.consent = 'marketing'`;
    return few
      ? sql`
        SELECT q.profile, t.* FROM (${peopleOf(key)}) q CROSS JOIN LATERAL (
          SELECT t.at, ${columns} FROM ${table} t
          WHERE t.shop_id = ${shopId} AND t.visitor_id = q.visitor AND ${counts} OFFSET 0) t`
      : sql`
        SELECT q.profile, t.at, ${columns} FROM (${peopleOf(key)}) q
        JOIN ${table} t ON t.shop_id = ${shopId} AND t.visitor_id = q.visitor AND ${counts}`;
  };
  const moments = await readOfAll<{ weekday: number; hour: number; n: number }>(sql`
      SELECT EXTRACT(isodow FROM m.local)::int - 1 AS weekday, EXTRACT(hour FROM m.local)::int AS hour, COUNT(*)::int AS n
      FROM (SELECT a.at AT TIME ZONE ${timezone} AS local
            FROM (SELECT at FROM (${seen(sql`page`, sql`t.path`)}) p
                  UNION ALL SELECT at FROM (${seen(sql`event`, sql`t.kind`)}) e
                  WHERE e.kind IN ('click', 'engagement', 'submit')) a) m
      GROUP BY 1, 2`);
  const devices = await readOfAll<Patterns["devices"][number]>(sql`
      SELECT p.device, COUNT(DISTINCT p.profile)::int AS people, COUNT(*)::int AS views
      FROM (${seen(sql`page`, sql`t.device`)}) p GROUP BY 1 ORDER BY views DESC, 1`);
  const pages = await readOfAll<Patterns["pages"][number]>(sql`
      SELECT p.path, COUNT(DISTINCT p.profile)::int AS people, COUNT(*)::int AS views
      FROM (${seen(sql`page`, sql`t.path`)}) p GROUP BY 1 ORDER BY views DESC, 1 LIMIT ${PAGES}`);
  const campaigns = await readOfAll<CampaignEngagement>(sql`
      WITH did AS (
        SELECT e.campaign_id AS id, COUNT(DISTINCT e.profile) FILTER (WHERE e.kind = 'exposure')::int AS reached,
               COUNT(DISTINCT e.profile) FILTER (WHERE e.kind IN ('click', 'engagement', 'submit'))::int AS interacted
        FROM (${seen(sql`event`, sql`t.kind, t.campaign_id`)}) e GROUP BY 1),
      earned AS (
        SELECT k.campaign_id AS id, COUNT(DISTINCT m.profile)::int AS converted
        FROM noticed m
        JOIN "order" o ON o.shop_id = m.shop_id AND ${within(sql`o.processed_at`, stretch)}
          AND 'c' || o.customer_id = m.profile AND NOT o.test AND o.cancelled_at IS NULL
        JOIN credit k ON k.shop_id = o.shop_id AND k.order_id = o.id AND ${COUNTED}
        WHERE m.shop_id = ${shopId} AND m.segment_id = ${segmentId} GROUP BY 1)
      SELECT c.id, c.name, COALESCE(d.reached, 0) AS reached, COALESCE(d.interacted, 0) AS interacted,
             COALESCE(e.converted, 0) AS converted
      FROM campaign c LEFT JOIN did d ON d.id = c.id LEFT JOIN earned e ON e.id = c.id
      WHERE c.shop_id = ${shopId} AND (d.reached > 0 OR e.converted > 0) ORDER BY reached DESC, c.id`);
  const overlaps = await readOfAll<Patterns["overlaps"][number]>(sql`
      SELECT s.id, s.name, COUNT(*)::int AS shared
      FROM noticed n JOIN noticed o ON o.shop_id = n.shop_id AND o.profile = n.profile AND o.segment_id <> n.segment_id
      JOIN segment s ON s.shop_id = o.shop_id AND s.id = o.segment_id AND s.archived_at IS NULL
      WHERE n.shop_id = ${shopId} AND n.segment_id = ${segmentId}
      GROUP BY s.id, s.name ORDER BY shared DESC, s.id LIMIT ${OVERLAPS}`);
  const sum = (count: number, by: "hour" | "weekday") =>
    Array.from({ length: count }, (_, at) =>
      moments.reduce((total, moment) => total + (moment[by] === at ? moment.n : 0), 0),
    );
  return { hours: sum(24, "hour"), weekdays: sum(7, "weekday"), devices, pages, campaigns, overlaps };
}
