import { nameKey } from "#app/core/shared/name.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import { daysBefore } from "#app/infra/wall-time.ts";
import { placeText, type ListQuery, type Order, type Place, type View } from "./list-query.ts";
import type { SegmentListView, SegmentRow } from "./screens.ts";

/** How far back the list looks. */
const DAYS = 30;
const A_PAGE = 50;

const USERS = Prisma.sql`FROM campaign_segment u
  WHERE u.shop_id = s.shop_id AND u.segment_id = s.id AND u.role IN ('include', 'exclude')`;
const USED = Prisma.sql`EXISTS (SELECT 1 ${USERS})`;
const HOLDS: Readonly<Record<View, Prisma.Sql>> = {
  current: Prisma.sql`s.archived_at IS NULL`,
  audience: Prisma.sql`s.archived_at IS NULL AND s.kind = 'audience'`,
  rule: Prisma.sql`s.archived_at IS NULL AND s.kind = 'rule'`,
  static: Prisma.sql`s.archived_at IS NULL AND s.kind = 'static'`,
  used: Prisma.sql`s.archived_at IS NULL AND ${USED}`,
  unused: Prisma.sql`s.archived_at IS NULL AND NOT ${USED}`,
  empty: Prisma.sql`s.archived_at IS NULL AND COALESCE(d.members, 0) = 0`,
  archived: Prisma.sql`s.archived_at IS NOT NULL`,
};
/** What each order goes by, least first; segments of one rank go by their age, newest first. */
const RANKS: Readonly<Record<Order, Prisma.Sql>> = {
  newest: Prisma.sql`0::bigint`,
  name: Prisma.sql`s.name_key COLLATE "C"`,
  members: Prisma.sql`-COALESCE(d.members, 0)::bigint`,
  growth: Prisma.sql`-COALESCE(d.growth, 0)::bigint`,
};

type Found = Omit<SegmentRow, "campaign"> & { campaignId: number | null; campaignName: string | null };

/**
 * The segments screen: a page of what the query asks for, with what each is, how it changed over the last 30 days (of
 * the shop, as `today` is its date), what feeds and uses it. State and roll-up tables only.
 */
export async function listSegments(shopId: number, today: string, query: ListQuery): Promise<SegmentListView> {
  const [found, [about]] = await Promise.all([
    pageOf(shopId, daysBefore(today, DAYS - 1), query),
    prisma.$queryRaw<{ any: boolean; tags: string[] }[]>`
      SELECT EXISTS (SELECT 1 FROM segment WHERE shop_id = ${shopId}) AS any,
             ARRAY(SELECT DISTINCT unnest(tags) FROM segment WHERE shop_id = ${shopId} ORDER BY 1) AS tags`,
  ]);
  const backwards = query.before !== undefined;
  const more = found.length > A_PAGE;
  const rows = found.slice(0, A_PAGE);
  if (backwards) rows.reverse();
  const at = (row: Found | undefined) => (row ? placeText(row) : null);
  return {
    any: about?.any ?? false,
    tags: about?.tags ?? [],
    previous: (backwards ? more : query.after !== undefined) ? at(rows[0]) : null,
    next: (backwards ? rows.length > 0 : more) ? at(rows.at(-1)) : null,
    segments: rows.map(({ campaignId, campaignName, ...row }) => ({
      ...row,
      campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
    })),
  };
}

/** One more than a page, if there is more; backwards where the query asks for what comes before a place. */
function pageOf(
  shopId: number,
  from: string,
  { search, view, order, tag, after, before }: ListQuery,
): Promise<Found[]> {
  const beyond = (place: Place) =>
    Prisma.sql`(rank, -id) ${before ? Prisma.sql`<` : Prisma.sql`>`}
      (${order === "name" ? Prisma.sql`${place.rank}::text COLLATE "C"` : Prisma.sql`${rankOf(place)}::bigint`}, ${-place.id}::int)`;
  const place = before ?? after;
  const way = before ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return prisma.$queryRaw<Found[]>`
    WITH days AS (
      -- Entered minus left is the number of members noticed.
      SELECT segment_id, SUM(entered - "left") AS members,
             SUM(entered - "left") FILTER (WHERE day >= ${from}::date) AS growth,
             MIN(day) FILTER (WHERE entered > 0) AS started
      FROM audience_day WHERE shop_id = ${shopId} GROUP BY segment_id),
    ranked AS (
      SELECT s.id, ${RANKS[order]} AS rank, COALESCE(d.members, 0)::int AS members, d.started
      FROM segment s LEFT JOIN days d ON d.segment_id = s.id
      WHERE s.shop_id = ${shopId} AND ${HOLDS[view]} AND position(${nameKey(search)} IN s.name_key) > 0
        AND (${tag} = '' OR ${tag} = ANY(s.tags))),
    page AS (
      SELECT * FROM ranked WHERE ${place ? beyond(place) : Prisma.sql`true`}
      ORDER BY rank ${way}, -id ${way} LIMIT ${A_PAGE + 1})
    SELECT s.id, s.name, s.kind, s.tags, s.archived_at IS NOT NULL AS archived, s.created_at AS "createdAt",
           s.kind = 'rule' AND s.built_at IS NULL AS building, p.members, p.rank::text AS rank,
           ARRAY(SELECT COALESCE(a.entered - a."left", 0)::int
                 FROM generate_series(${from}::date, ${from}::date + ${DAYS - 1}::int, interval '1 day') AS g(d)
                 LEFT JOIN audience_day a ON a.shop_id = s.shop_id AND a.segment_id = s.id AND a.day = g.d::date
                 ORDER BY g.d) AS changes,
           (SELECT MAX(n.at) FROM noticed n WHERE n.shop_id = s.shop_id AND n.segment_id = s.id) AS "lastEntered",
           (SELECT COUNT(DISTINCT u.campaign_id)::int ${USERS}) AS "usedBy",
           p.started::text AS started,
           c.id AS "campaignId", c.name AS "campaignName"
    FROM page p
    JOIN segment s ON s.shop_id = ${shopId} AND s.id = p.id
    LEFT JOIN campaign c ON c.shop_id = s.shop_id AND c.id = s.source_campaign_id
    ORDER BY p.rank ${way}, -p.id ${way}`;
}

/** Of a place that somebody made up: as if it were the first. */
const rankOf = ({ rank }: Place): bigint => (/^-?\d{1,18}$/.test(rank) ? BigInt(rank) : 0n);
