import { storable } from "#app/core/shared/text.ts";
import { isZone } from "#app/core/shared/zone.ts";
import { hot, prisma, type Tx } from "#app/infra/db.server.ts";

export interface Shop {
  id: number;
  domain: string;
  name: string;
  currency: string;
  timezone: string;
  /** What Shopify calls its time zone, where nobody here knows that: then it is UTC. */
  unknownTimezone: string | null;
  publishWanted: number;
  publishDone: number;
  publishError: string | null;
  publishDue: Date | null;
  detailsAt: Date | null;
  uninstalledAt: Date | null;
  linksSince: Date | null;
}

const select = {
  id: true,
  domain: true,
  name: true,
  currency: true,
  timezone: true,
  unknownTimezone: true,
  publishWanted: true,
  publishDone: true,
  publishError: true,
  publishDue: true,
  detailsAt: true,
  uninstalledAt: true,
  linksSince: true,
} as const;

export const findShop = (domain: string): Promise<Shop | null> => prisma.shop.findUnique({ where: { domain }, select });

/** Where the shop's clocks hang (IANA). */
export async function timezoneOf(id: number): Promise<string> {
  const { timezone } = await prisma.shop.findUniqueOrThrow({ where: { id }, select: { timezone: true } });
  return timezone;
}

/** The shops of these domains that are known. */
export async function shopsByDomain(domains: readonly string[]): Promise<Map<string, Shop>> {
  const shops = await hot.$queryRaw<Shop[]>`
    SELECT id, domain, name, currency, timezone, unknown_timezone AS "unknownTimezone", publish_wanted AS "publishWanted", publish_done AS "publishDone",
           publish_error AS "publishError", publish_due AS "publishDue", details_at AS "detailsAt", uninstalled_at AS "uninstalledAt",
           links_since AS "linksSince"
    FROM shop WHERE domain = ANY(${domains}::text[])`;
  return new Map(shops.map((shop) => [shop.domain, shop]));
}

/** The shop's row, made when a signed request is the first we hear of it. Shopify's answer fills in the rest later. */
export async function ensureShop(domain: string, now: Date): Promise<Shop> {
  const known = await findShop(domain);
  if (known) return known;
  // Its first requests may come all at once.
  await prisma.$executeRaw`
    INSERT INTO shop (domain, name, currency, timezone, installed_at)
    VALUES (${domain}, ${domain.replace(".myshopify.com", "")}, 'USD', 'UTC', ${now}) ON CONFLICT (domain) DO NOTHING`;
  return prisma.shop.findUniqueOrThrow({ where: { domain }, select });
}

/** The time zone by the database's name, if the database and this process know it; else null. */
async function zoneOf(db: Tx | typeof prisma, timezone: string): Promise<string | null> {
  if (!isZone(timezone)) return null;
  const [known] = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM pg_timezone_names WHERE lower(name) = lower(${timezone}) LIMIT 1`;
  return known?.name ?? null;
}

/**
 * What Shopify says of the shop. A new shop is published at once, without campaigns: its visits count from the first day.
 * Where only a request had named it, or it installs again (Shopify dropped the metafields with the app), its campaigns are
 * published anew; two openings at once do that once.
 */
export async function saveShopDetails(
  domain: string,
  { name, currency, timezone }: Pick<Shop, "name" | "currency" | "timezone">,
  now: Date,
): Promise<Shop> {
  const zone = await zoneOf(prisma, timezone);
  await prisma.$executeRaw`
    INSERT INTO shop AS s (domain, name, currency, timezone, unknown_timezone, installed_at, details_at, publish_wanted,
                           publish_due)
    VALUES (${domain}, ${name}, ${currency}, ${zone ?? "UTC"}, ${zone === null ? storable(timezone) : null}, ${now}, ${now}, 1, ${now})
    ON CONFLICT (domain) DO UPDATE SET
      name = EXCLUDED.name, currency = EXCLUDED.currency, timezone = EXCLUDED.timezone,
      unknown_timezone = EXCLUDED.unknown_timezone, details_at = EXCLUDED.details_at,
      uninstalled_at = NULL,
      (publish_wanted, publish_due, publish_attempts, publish_error) = (
        SELECT s.publish_wanted + 1, ${now}::timestamptz, 0, NULL WHERE s.uninstalled_at IS NOT NULL OR s.details_at IS NULL
        UNION ALL
        SELECT s.publish_wanted, s.publish_due, s.publish_attempts, s.publish_error
        WHERE s.uninstalled_at IS NULL AND s.details_at IS NOT NULL)`;
  return prisma.shop.findUniqueOrThrow({ where: { domain }, select });
}

const publication = (now: Date) => ({
  publishWanted: { increment: 1 },
  publishDue: now,
  publishAttempts: 0,
  publishError: null,
});

/**
 * What Shopify tells of a shop that it had told of before, as of `at`; what is older than the last such notice changes
 * nothing. The storefront goes by the shop's time zone: with another one its campaigns are published anew.
 */
export async function changeShopDetails(
  tx: Tx,
  shopId: number,
  { name, currency, timezone }: Pick<Shop, "name" | "currency" | "timezone">,
  at: Date,
  now: Date,
): Promise<void> {
  const zone = await zoneOf(tx, timezone);
  const [before] = await tx.$queryRaw<{ timezone: string }[]>`
    SELECT timezone FROM shop WHERE id = ${shopId} AND COALESCE(told_at, ${at}) <= ${at} FOR UPDATE`;
  if (!before) return;
  const told = { timezone: zone ?? "UTC", unknownTimezone: zone === null ? storable(timezone) : null };
  await tx.shop.update({ where: { id: shopId }, data: { name, currency, ...told, toldAt: at } });
  if (before.timezone !== told.timezone) await wantPublication(tx, shopId, now);
}

/** Asks for a publication and gives its number. */
export async function wantPublication(tx: Tx, shopId: number, now: Date): Promise<number> {
  const shop = await tx.shop.update({
    where: { id: shopId },
    data: publication(now),
    select: { publishWanted: true },
  });
  return shop.publishWanted;
}

/** Notes that the merchant has the app open; of many requests at once the first is enough. */
export async function noteOpened(id: number, now: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE shop SET opened_at = ${now}
    WHERE id = ${id} AND (opened_at IS NULL OR opened_at < ${new Date(now.getTime() - OPEN_MS)})`;
}
/** Shorter than anybody takes to remove an app and install it again. */
const OPEN_MS = 1_000;

/** Gives the shop's domain; null = it was opened after `at`, or is gone already. */
export async function markUninstalled(tx: Tx, shopId: number, at: Date): Promise<string | null> {
  const rows = await tx.$queryRaw<{ domain: string }[]>`
    UPDATE shop SET uninstalled_at = ${at}, publish_due = NULL, publish_done = 0
    WHERE id = ${shopId} AND uninstalled_at IS NULL AND COALESCE(GREATEST(details_at, opened_at), ${at}) <= ${at} RETURNING domain`;
  return rows[0]?.domain ?? null;
}

export async function dropSessions(tx: Tx, domain: string): Promise<void> {
  await tx.session.deleteMany({ where: { shop: domain } });
}
