import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { storedSettings } from "#app/contract/settings.schema.ts";
import type { Content } from "#app/core/campaigns/content.ts";
import { namedSegments } from "#app/core/campaigns/named-segments.ts";
import type { CampaignSettings, Status } from "#app/core/campaigns/settings.ts";
import type { PublishedCampaign } from "#app/core/bundle/bundle.ts";
import type { Prisma } from "#app/infra/db.server.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";

export interface Campaign {
  id: number;
  name: string;
  status: Status;
  priority: number;
  settings: CampaignSettings;
  version: number | null;
}

const asJson = (settings: CampaignSettings) => settings as unknown as Prisma.InputJsonObject;
const hashOf = (content: Content) =>
  createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 16);

const select = { id: true, name: true, status: true, priority: true, settings: true, version: true } as const;
type Row = Prisma.CampaignGetPayload<{ select: typeof select }>;
const asCampaign = ({ status, settings, ...row }: Row): Campaign => ({
  ...row,
  status: status as Status,
  settings: storedSettings(settings),
});

export async function findCampaign(shopId: number, id: number): Promise<Campaign | null> {
  const row = await prisma.campaign.findUnique({ where: { shopId_id: { shopId, id } }, select });
  return row ? asCampaign(row) : null;
}

/** Writes campaigns of one shop within the caller's transaction. */
export const campaignStore = (tx: Tx, shopId: number) => ({
  /** Holds the campaign's row until the transaction ends: saves of the same campaign follow one another. */
  async lock(id: number): Promise<Campaign | null> {
    await tx.$queryRaw`SELECT 1 FROM campaign WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`;
    const row = await tx.campaign.findUnique({ where: { shopId_id: { shopId, id } }, select });
    return row ? asCampaign(row) : null;
  },

  async create(draft: Pick<Campaign, "name" | "priority" | "settings">, now: Date): Promise<number> {
    const { id } = await tx.campaign.create({
      data: { shopId, ...draft, settings: asJson(draft.settings), status: "draft", createdAt: now, updatedAt: now },
      select: { id: true },
    });
    await nameSegments(tx, shopId, id, draft.settings);
    return id;
  },

  /** Pauses what is active, as stopped together. Gives how many. */
  async stopActive(now: Date): Promise<number> {
    const { count } = await tx.campaign.updateMany({
      where: { shopId, status: "active" },
      data: { status: "paused", stoppedAt: now, updatedAt: now },
    });
    return count;
  },

  /** Holds the campaigns that were stopped together. */
  async lockStopped(): Promise<Campaign[]> {
    await tx.$queryRaw`
      SELECT 1 FROM campaign WHERE shop_id = ${shopId} AND stopped_at IS NOT NULL ORDER BY id FOR UPDATE`;
    const rows = await tx.campaign.findMany({
      where: { shopId, stoppedAt: { not: null } },
      select,
      orderBy: { id: "asc" },
    });
    return rows.map(asCampaign);
  },

  async update(id: number, change: Partial<Omit<Campaign, "id">> & { stoppedAt?: null }, now: Date): Promise<void> {
    const { settings, ...rest } = change;
    await tx.campaign.update({
      where: { shopId_id: { shopId, id } },
      data: { ...rest, ...(settings ? { settings: asJson(settings) } : {}), updatedAt: now },
    });
    if (settings) await nameSegments(tx, shopId, id, settings);
  },

  /** Makes the next immutable version. It counts as live from here, before Shopify has it: docs/architecture.md. */
  async addVersion(campaign: Campaign, publication: number, now: Date): Promise<void> {
    const before = await tx.campaignVersion.findFirst({
      where: { shopId, campaignId: campaign.id },
      orderBy: { version: "desc" },
      select: { version: true, run: true, settings: true },
    });
    const version = (before?.version ?? 0) + 1;
    const sameRun =
      before && isDeepStrictEqual(experimentOf(storedSettings(before.settings)), experimentOf(campaign.settings));
    await tx.campaignVersion.create({
      data: {
        shopId,
        campaignId: campaign.id,
        version,
        run: before ? before.run + (sameRun ? 0 : 1) : 1,
        settings: asJson(campaign.settings),
        publication,
        liveFrom: now,
      },
    });
    await tx.campaign.update({ where: { shopId_id: { shopId, id: campaign.id } }, data: { version } });
  },
});

/** Keeps campaign_segment as the settings are, within the caller's transaction. */
async function nameSegments(tx: Tx, shopId: number, campaignId: number, settings: CampaignSettings): Promise<void> {
  await tx.campaignSegment.deleteMany({ where: { shopId, campaignId } });
  await tx.campaignSegment.createMany({
    data: namedSegments(settings).map(({ segment, ...named }) => ({
      shopId,
      campaignId,
      segmentId: segment,
      ...named,
    })),
  });
}

/** What makes a run: its results can't be added to those of other variants, weights or holdouts. */
const experimentOf = ({ variants, holdout }: CampaignSettings) => [variants, holdout];

/** The live versions of the active campaigns, as the bundle wants them. */
export async function activeCampaigns(shopId: number): Promise<PublishedCampaign[]> {
  const rows = await prisma.$queryRaw<(Omit<PublishedCampaign, "hashes" | "settings"> & { settings: unknown })[]>`
    SELECT c.id, v.version, v.run, c.priority, v.settings
    FROM campaign c JOIN campaign_version v
      ON v.shop_id = c.shop_id AND v.campaign_id = c.id AND v.version = c.version
    WHERE c.shop_id = ${shopId} AND c.status = 'active'`;
  return rows.map((row) => {
    const settings = storedSettings(row.settings);
    return { ...row, settings, hashes: settings.variants.map(({ content }) => hashOf(content)) };
  });
}

/** Keeps contents by their hash, for as long as the shop: a cached page may ask for one that was replaced. */
export async function keepContents(shopId: number, campaigns: readonly PublishedCampaign[]): Promise<void> {
  const data = campaigns.flatMap(({ hashes, settings }) =>
    settings.variants.map(({ content }, at) => ({
      shopId,
      hash: hashes[at] ?? "",
      body: content as unknown as Prisma.InputJsonObject,
    })),
  );
  await prisma.content.createMany({ data, skipDuplicates: true });
}

/** Names of the active campaigns by id. */
export async function activeNames(shopId: number): Promise<Record<string, string>> {
  const active = await prisma.campaign.findMany({
    where: { shopId, status: "active" },
    select: { id: true, name: true },
  });
  return Object.fromEntries(active.map(({ id, name }) => [String(id), name]));
}
