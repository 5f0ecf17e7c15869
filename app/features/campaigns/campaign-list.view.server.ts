import { phaseOf } from "#app/core/campaigns/phase.ts";
import type { CampaignSettings, Status } from "#app/core/campaigns/settings.ts";
import { COUNTED } from "#app/features/orders/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import type { CampaignRow } from "./screens.ts";

/** The campaigns screen: state and credit tables only, never events. Newest first. */
export async function listCampaigns(shopId: number, now: Date): Promise<CampaignRow[]> {
  const rows = await prisma.$queryRaw<
    (Omit<CampaignRow, "audience" | "status"> & { status: Status; schedule: CampaignSettings["schedule"] } & {
      audienceId: number | null;
      audienceName: string | null;
    })[]
  >`
    SELECT c.id, c.name, c.status, c.settings->'schedule' AS schedule, c.settings #>> '{variants,0,content,surface}' AS surface, s.id AS "audienceId", s.name AS "audienceName",
           COALESCE(k.orders, 0)::int AS orders, COALESCE(k.credited, 0)::text AS credited
    FROM campaign c
    LEFT JOIN LATERAL (
      SELECT u.segment_id AS id FROM campaign_segment u WHERE u.shop_id = c.shop_id AND u.campaign_id = c.id AND u.role = 'add'
      ORDER BY u.position LIMIT 1) feeds ON true
    LEFT JOIN segment s ON s.shop_id = c.shop_id AND s.id = feeds.id
    LEFT JOIN (SELECT campaign_id, COUNT(DISTINCT order_id) AS orders, SUM(amount) AS credited
               FROM credit k WHERE k.shop_id = ${shopId} AND ${COUNTED} GROUP BY campaign_id) k
      ON k.campaign_id = c.id
    WHERE c.shop_id = ${shopId} ORDER BY c.id DESC`;
  return rows.map(({ audienceId, audienceName, status, schedule, ...row }) => ({
    ...row,
    status: phaseOf(status, schedule, now.getTime()),
    audience: audienceId === null ? null : { id: audienceId, name: audienceName ?? "" },
  }));
}
