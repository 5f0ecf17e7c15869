import { prisma } from "#app/infra/db.server.ts";
import type { SegmentRow } from "./screens.ts";

/** The segments screen: audiences with what feeds them, newest first. State and roll-up tables only. */
export async function listSegments(shopId: number): Promise<SegmentRow[]> {
  const rows = await prisma.$queryRaw<
    (Omit<SegmentRow, "campaign"> & { campaignId: number | null; campaignName: string | null })[]
  >`
    SELECT s.id, s.name, s.archived_at IS NOT NULL AS archived, COALESCE(d.members, 0)::int AS members,
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
