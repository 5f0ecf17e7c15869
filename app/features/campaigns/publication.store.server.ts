import type { PublishedCampaign } from "#app/core/bundle/bundle.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";

export interface Claim {
  shopId: number;
  domain: string;
  /** The publication to make. */
  wanted: number;
  attempts: number;
  overlaysAVisit: number;
  quietHours: number;
  timeZone: string;
}

/** How long an attempt may take before another process may try. */
const LEASE_MS = 30_000;

/** Takes the next shop whose publication is due, for the length of a lease. Null = none is. */
export async function claimPublication(now: Date): Promise<Claim | null> {
  const rows = await prisma.$queryRaw<Claim[]>`
    UPDATE shop SET publish_due = ${new Date(now.getTime() + LEASE_MS)}, publish_attempts = publish_attempts + 1
    WHERE id = (SELECT id FROM shop WHERE publish_due <= ${now} AND uninstalled_at IS NULL
                ORDER BY publish_due LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id AS "shopId", domain, publish_wanted AS wanted, publish_attempts AS attempts,
      overlays_a_visit AS "overlaysAVisit", quiet_hours AS "quietHours", timezone AS "timeZone"`;
  return rows[0] ?? null;
}

/**
 * Whether Shopify has a later publication of this shop's than the claim's. One that the database never asked for is none: it
 * was set back, and what it knows now is to be published.
 */
export async function isOvertaken({ shopId, wanted }: Claim, stored: number): Promise<boolean> {
  if (stored <= wanted) return false;
  const { publishWanted } = await prisma.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { publishWanted: true },
  });
  return stored <= publishWanted;
}

/**
 * Shopify has publication `claim.wanted`: what it replaced is not live any more from here. A version that was made
 * after the claim belongs to a later publication and is left alone.
 */
export async function confirmPublication(tx: Tx, claim: Claim, live: readonly PublishedCampaign[], now: Date) {
  await tx.$executeRaw`
    UPDATE shop SET publish_done = ${claim.wanted}, publish_error = NULL, publish_attempts = 0,
      publish_due = CASE WHEN publish_wanted > ${claim.wanted} THEN ${now}::timestamptz END
    WHERE id = ${claim.shopId} AND publish_done <= ${claim.wanted}`;
  const pairs = JSON.stringify(live.map(({ id, version }) => ({ id, version })));
  await tx.$executeRaw`
    UPDATE campaign_version v SET live_until = ${now}
    WHERE v.shop_id = ${claim.shopId} AND v.live_until IS NULL AND v.publication <= ${claim.wanted}
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(${pairs}::jsonb) AS l(id int, version int)
                      WHERE l.id = v.campaign_id AND l.version = v.version)`;
}

/** `again` = when to try again; null = not before the merchant changes something. */
export async function failPublication({ shopId, wanted }: Claim, error: string, again: Date | null): Promise<void> {
  await prisma.$executeRaw`
    UPDATE shop SET publish_error = ${error},
      publish_due = CASE WHEN publish_wanted > ${wanted} THEN publish_due ELSE ${again}::timestamptz END
    WHERE id = ${shopId}`;
}
