import { storedSettings } from "#app/contract/settings.schema.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { WEEK } from "#app/core/events/stamp.ts";
import { needsHistory } from "#app/core/audiences/enrol.ts";
import { prisma } from "#app/infra/db.server.ts";

/** What judges the events that name a version. Immutable but for `until`. Times in milliseconds since 1970. */
export interface Version {
  readonly version: number;
  readonly run: number;
  readonly settings: CampaignSettings;
  readonly from: number;
  readonly until: number | null;
}

/** The versions of a campaign that events may still name or re-rank. */
export interface CampaignVersions {
  readonly versions: ReadonlyMap<number, Version>;
  /** Whether any of them has a rule that looks at what was stored before. */
  readonly needsHistory: boolean;
}

export interface CampaignRef {
  readonly shopId: number;
  readonly campaign: number;
}
export const campaignKey = ({ shopId, campaign }: CampaignRef): string => `${shopId}.${campaign}`;

/** `until` is looked at only a week later, so a minute's delay is harmless; a version that is not known is looked up. */
const KEPT_MS = 60_000;
const MOST_CAMPAIGNS = 5_000;
const cache = new Map<string, CampaignVersions & { readonly loadedAt: number }>();

/** The versions of the campaigns that a group of posts names, by `campaignKey`. At most one query. */
export async function versionsOf(
  named: readonly (CampaignRef & { readonly version: number })[],
  now: Date,
): Promise<ReadonlyMap<string, CampaignVersions>> {
  const found = new Map<string, CampaignVersions>();
  const missing = new Map<string, CampaignRef>();
  for (const ref of named) {
    const key = campaignKey(ref);
    const known = cache.get(key);
    if (known && known.loadedAt > now.getTime() - KEPT_MS && known.versions.has(ref.version)) found.set(key, known);
    else missing.set(key, ref);
  }
  if (missing.size === 0) return found;
  for (const [key, campaign] of await load([...missing.values()], now)) {
    found.set(key, campaign);
    cache.delete(key);
    cache.set(key, { ...campaign, loadedAt: now.getTime() });
    const oldest = cache.size > MOST_CAMPAIGNS ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
  }
  return found;
}

async function load(refs: readonly CampaignRef[], now: Date): Promise<Map<string, CampaignVersions>> {
  // An arrival is at most a week old and re-ranks only what came after it; that names versions of the week before.
  const since = new Date(now.getTime() - 2 * WEEK);
  const rows = await prisma.$queryRaw<
    {
      shopId: number;
      campaign: number;
      version: number;
      run: number;
      settings: unknown;
      from: Date;
      until: Date | null;
    }[]
  >`
    SELECT v.shop_id AS "shopId", v.campaign_id AS campaign, v.version, v.run, v.settings,
           v.live_from AS from, v.live_until AS until
    FROM campaign_version v
    JOIN json_to_recordset(${JSON.stringify(refs)}::json) AS r("shopId" int, campaign int)
      ON r."shopId" = v.shop_id AND r.campaign = v.campaign_id
    WHERE v.live_until IS NULL OR v.live_until >= ${since}`;
  const campaigns = new Map<string, Map<number, Version>>();
  for (const { shopId, campaign, settings, from, until, ...row } of rows) {
    const key = campaignKey({ shopId, campaign });
    const versions = campaigns.get(key) ?? new Map<number, Version>();
    campaigns.set(key, versions);
    versions.set(row.version, {
      ...row,
      settings: storedSettings(settings),
      from: from.getTime(),
      until: until?.getTime() ?? null,
    });
  }
  return new Map(
    [...campaigns].map(([key, versions]) => [
      key,
      { versions, needsHistory: [...versions.values()].some((one) => one.settings.rules.some(needsHistory)) },
    ]),
  );
}
