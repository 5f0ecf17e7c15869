import { wantPublication } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { campaignStore } from "./campaign.store.server.ts";

/**
 * Activates or pauses a campaign and asks for a publication. Activating makes a new version, so that what shoppers see
 * is what was saved last. False = this shop has no such campaign. Repeating it changes nothing.
 */
export const setCampaignStatus = (shopId: number, id: number, status: "active" | "paused"): Promise<boolean> =>
  transaction(async (tx) => {
    const now = clock.now();
    const store = campaignStore(tx, shopId);
    const campaign = await store.lock(id);
    if (!campaign) return false;
    if (campaign.status === status || (status === "paused" && campaign.status === "draft")) return true;
    await store.update(id, { status, stoppedAt: null }, now);
    const publication = await wantPublication(tx, shopId, now);
    if (status === "active") await store.addVersion(campaign, publication, now);
    return true;
  });
