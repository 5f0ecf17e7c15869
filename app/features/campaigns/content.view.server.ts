import type { CampaignSettings, Content } from "#app/core/campaigns/settings.ts";
import { prisma } from "#app/infra/db.server.ts";

/** A content that some version of the shop published, by its hash. */
export async function contentByHash(shopId: number, contentHash: string): Promise<Content | null> {
  const version = await prisma.campaignVersion.findFirst({
    where: { shopId, contentHash },
    select: { settings: true },
  });
  return version ? (version.settings as unknown as CampaignSettings).content : null;
}
