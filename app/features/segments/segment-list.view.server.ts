import { prisma } from "#app/infra/db.server.ts";
import { daysBefore } from "#app/infra/wall-time.ts";
import type { SegmentRow } from "./screens.ts";

/** How far back the list looks. */
const DAYS = 30;

/**
 * The segments screen: what each is, how it changed over the last 30 days (of the shop, as `today` is its date), what
 * feeds and uses it, newest first. State and roll-up tables only.
 */
export async function listSegments(shopId: number, today: string): Promise<SegmentRow[]> {
  const from = daysBefore(today, DAYS - 1);
  const rows = await prisma.$queryRaw<
    (Omit<SegmentRow, "campaign"> & { campaignId: number | null; campaignName: string | null })[]
  >`
    SELECT s.id, s.name, s.kind, s.archived_at IS NOT NULL AS archived, s.created_at AS "createdAt",
           s.kind = 'rule' AND s.built_at IS NULL AS building,
           ARRAY(SELECT COALESCE(a.entered - a."left", 0)::int
                 FROM generate_series(${from}::date, ${from}::date + ${DAYS - 1}::int, interval '1 day') AS g(d)
                 LEFT JOIN audience_day a ON a.shop_id = s.shop_id AND a.segment_id = s.id AND a.day = g.d::date
                 ORDER BY g.d) AS changes,
           (SELECT MAX(n.at) FROM noticed n WHERE n.shop_id = s.shop_id AND n.segment_id = s.id) AS "lastEntered",
           (SELECT COUNT(*)::int FROM campaign u WHERE u.shop_id = s.shop_id
              AND (u.settings->'include' @> to_jsonb(s.id) OR u.settings->'exclude' @> to_jsonb(s.id))) AS "usedBy",
           COALESCE(d.members, 0)::int AS members,
           (SELECT MIN(m.first_at) FROM membership m WHERE m.shop_id = s.shop_id AND m.segment_id = s.id) AS "startedAt",
           c.id AS "campaignId", c.name AS "campaignName"
    FROM segment s
    LEFT JOIN campaign c ON c.shop_id = s.shop_id AND c.id = s.source_campaign_id
    -- Entered minus left is the number of members noticed.
    LEFT JOIN (SELECT segment_id, SUM(entered - "left") AS members FROM audience_day
               WHERE shop_id = ${shopId} GROUP BY segment_id) d ON d.segment_id = s.id
    WHERE s.shop_id = ${shopId} ORDER BY s.archived_at IS NOT NULL, s.id DESC`;
  return rows.map(({ campaignId, campaignName, ...row }) => ({
    ...row,
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
  }));
}
