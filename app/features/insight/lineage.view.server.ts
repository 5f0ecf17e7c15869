import { storedDefinition } from "#app/contract/definition.schema.ts";
import { lineage } from "#app/core/audiences/lineage.ts";
import { segmentsIn } from "#app/core/segments/condition.ts";
import { prisma } from "#app/infra/db.server.ts";
import type { Lineage } from "./screens.ts";

/** What feeds a segment and what it unlocks, over all campaigns and rules of the shop. */
export async function viewLineage(shopId: number, id: number): Promise<Lineage> {
  const [campaigns, segments] = await Promise.all([
    prisma.campaign.findMany({
      where: { shopId },
      select: { id: true, name: true, segments: { orderBy: { position: "asc" } } },
      orderBy: { id: "asc" },
    }),
    prisma.segment.findMany({
      where: { shopId, archivedAt: null },
      select: { id: true, name: true, rule: true },
      orderBy: { id: "asc" },
    }),
  ]);
  const shop = {
    campaigns: campaigns.map(({ segments: named, ...campaign }) => ({
      ...campaign,
      targets: named.filter(({ role }) => role === "include").map(({ segmentId }) => segmentId),
      feeds: named.filter(({ role }) => role === "add").map(({ segmentId }) => segmentId),
    })),
    segments: segments.map(({ rule, ...segment }) => ({
      ...segment,
      asks: rule === null ? [] : segmentsIn(storedDefinition(rule)),
    })),
  };
  return { from: lineage(id, "from", shop), to: lineage(id, "to", shop) };
}
