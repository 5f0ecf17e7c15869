import { hot } from "#app/infra/db.server.ts";

/** By shop, the campaigns that went off since `since`: the browser's stop list. */
export async function stoppedCampaigns(shopIds: readonly number[], since: Date): Promise<Map<number, number[]>> {
  if (shopIds.length === 0) return new Map();
  const rows = await hot.$queryRaw<{ shopId: number; ids: number[] }[]>`
    SELECT c.shop_id AS "shopId", ARRAY_AGG(c.id ORDER BY c.id) AS ids FROM campaign c
    WHERE c.shop_id = ANY(${shopIds}::int[]) AND c.status <> 'active'
      AND EXISTS (SELECT 1 FROM campaign_version v WHERE v.shop_id = c.shop_id AND v.campaign_id = c.id
                  AND (v.live_until IS NULL OR v.live_until >= ${since}))
    GROUP BY c.shop_id`;
  return new Map(rows.map((row) => [row.shopId, row.ids]));
}
