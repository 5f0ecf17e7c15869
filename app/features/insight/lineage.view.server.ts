import { lineage } from "#app/core/audiences/lineage.ts";
import { segmentsIn, type Definition } from "#app/core/segments/condition.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { prisma } from "#app/infra/db.server.ts";
import type { Lineage } from "./screens.ts";

/** What feeds a segment and what it unlocks, over all campaigns and rules of the shop. */
export async function viewLineage(shopId: number, id: number): Promise<Lineage> {
  const [campaigns, segments] = await Promise.all([
    prisma.$queryRaw<(Pick<CampaignSettings, "include" | "rules"> & { id: number; name: string })[]>`
      SELECT id, name, settings->'include' AS include, settings->'rules' AS rules FROM campaign
      WHERE shop_id = ${shopId} ORDER BY id`,
    prisma.segment.findMany({
      where: { shopId, archivedAt: null },
      select: { id: true, name: true, rule: true },
      orderBy: { id: "asc" },
    }),
  ]);
  const shop = {
    campaigns: campaigns.map(({ include, rules, ...campaign }) => ({
      ...campaign,
      targets: include,
      feeds: rules.flatMap(({ then }) => (then.do === "add" ? [then.segment] : [])),
    })),
    segments: segments.map(({ rule, ...segment }) => ({
      ...segment,
      asks: rule === null ? [] : segmentsIn(rule as unknown as Definition),
    })),
  };
  return { from: lineage(id, "from", shop), to: lineage(id, "to", shop) };
}
