import { prisma } from "#app/infra/db.server.ts";
import { membersSql } from "./members.store.server.ts";
import type { SegmentRow } from "./screens.ts";

/** The segments screen: audiences with what feeds them, newest first. State tables only. */
export async function listSegments(shopId: number): Promise<SegmentRow[]> {
  const rows = await prisma.$queryRaw<
    (Omit<SegmentRow, "campaign"> & { campaignId: number | null; campaignName: string | null })[]
  >`
    SELECT s.id, s.name, COUNT(p.profile)::int AS members,
           (SELECT MIN(first_at) FROM membership m WHERE m.shop_id = s.shop_id AND m.segment_id = s.id) AS "startedAt",
           c.id AS "campaignId", c.name AS "campaignName"
    FROM segment s
    LEFT JOIN campaign c ON c.shop_id = s.shop_id AND c.id = s.source_campaign_id
    LEFT JOIN (${membersSql(shopId)}) p ON p.segment_id = s.id
    WHERE s.shop_id = ${shopId} GROUP BY s.shop_id, s.id, c.id, c.name ORDER BY s.id DESC`;
  return rows.map(({ campaignId, campaignName, ...row }) => ({
    ...row,
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
  }));
}
