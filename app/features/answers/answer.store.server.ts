import { prisma } from "#app/infra/db.server.ts";

export interface Claim {
  shopId: number;
  eventId: string;
  domain: string;
  confirm: boolean;
  fields: Record<string, string>;
  at: Date;
  attempts: number;
}

/** How long an attempt may take before another process may try. */
const LEASE_MS = 60_000;

/** Takes the next address that Shopify is to be told of, for the length of a lease. Null = none is due. */
export async function claimAnswer(now: Date): Promise<Claim | null> {
  const rows = await prisma.$queryRaw<Claim[]>`
    UPDATE submission b SET sync_due = ${new Date(now.getTime() + LEASE_MS)}, sync_attempts = b.sync_attempts + 1
    FROM shop s
    WHERE s.id = b.shop_id AND (b.shop_id, b.event_id) = (
      SELECT d.shop_id, d.event_id FROM submission d JOIN shop h ON h.id = d.shop_id
      WHERE d.sync_due <= ${now} AND h.uninstalled_at IS NULL ORDER BY d.sync_due LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
    RETURNING b.shop_id AS "shopId", b.event_id AS "eventId", s.domain, s.confirm_opt_in AS confirm, b.fields, b.at,
      b.sync_attempts AS attempts`;
  return rows[0] ?? null;
}

const where = ({ shopId, eventId }: Claim) => ({ shopId_eventId: { shopId, eventId } });

export async function answerSynced(claim: Claim, customerId: bigint): Promise<void> {
  await prisma.submission.update({ where: where(claim), data: { customerId, syncDue: null, syncError: null } });
}

/** `again` = when to try again; null = not before the merchant asks for it. */
export async function answerFailed(claim: Claim, error: string, again: Date | null): Promise<void> {
  await prisma.submission.update({ where: where(claim), data: { syncError: error, syncDue: again } });
}

/** Tries all that failed again; gives how many. */
export async function retryFailed(shopId: number, now: Date): Promise<number> {
  const { count } = await prisma.submission.updateMany({
    where: { shopId, syncError: { not: null }, customerId: null },
    data: { syncDue: now, syncAttempts: 0, syncError: null },
  });
  return count;
}
