import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";

const { sql } = Prisma;
/** Stands for everybody, in the place of a segment. */
export const EVERYBODY = 0;

export interface SnapshotKey {
  readonly shopId: number;
  readonly segmentId: number;
  readonly days: number;
}
export interface Claim extends SnapshotKey {
  readonly timezone: string;
}

const where = ({ shopId, segmentId, days }: SnapshotKey) => ({ shopId_segmentId_days: { shopId, segmentId, days } });

/** Snapshots that are there: by segment, with when they were taken and whether they are being taken anew. */
export async function snapshotsOf(keys: readonly SnapshotKey[]) {
  const rows = await prisma.snapshot.findMany({ where: { OR: keys.map((key) => ({ ...key })) } });
  return new Map(rows.map((row) => [row.segmentId, row]));
}

/** Asks for it, unless that has been done, or the shop has no such segment. */
export async function wantSnapshot({ shopId, segmentId, days }: SnapshotKey, now: Date): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO snapshot AS s (shop_id, segment_id, days, due)
    SELECT ${shopId}::int, ${segmentId}::int, ${days}::int, ${now}::timestamptz
    WHERE ${segmentId}::int = ${EVERYBODY}::int
       OR EXISTS (SELECT 1 FROM segment WHERE shop_id = ${shopId} AND id = ${segmentId})
    ON CONFLICT (shop_id, segment_id, days) DO UPDATE SET due = EXCLUDED.due WHERE s.due IS NULL`;
}

/** How long an attempt may take before it is made again: also how long one that fails stands back for the others. */
const LEASE_MS = 600_000;

/** Takes the one that waits longest, for the length of a lease. Null = none waits. */
export async function claimSnapshot(now: Date): Promise<Claim | null> {
  const rows = await prisma.$queryRaw<Claim[]>`
    UPDATE snapshot s SET due = ${new Date(now.getTime() + LEASE_MS)} FROM shop h
    WHERE h.id = s.shop_id AND (s.shop_id, s.segment_id, s.days) = (
      SELECT shop_id, segment_id, days FROM snapshot WHERE due <= ${now} ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING s.shop_id AS "shopId", s.segment_id AS "segmentId", s.days, h.timezone`;
  return rows[0] ?? null;
}

export async function keepSnapshot(key: SnapshotKey, body: object, at: Date): Promise<void> {
  await prisma.snapshot.update({ where: where(key), data: { body: body, at, due: null } });
}

/** SQL: (profile, visitor) of those whom a snapshot is of. */
export function peopleOf({ shopId, segmentId }: SnapshotKey): Prisma.Sql {
  if (segmentId === EVERYBODY)
    return sql`
      SELECT COALESCE('c' || o.customer_id, 'v' || x.id) AS profile, x.id AS visitor
      FROM visitor x LEFT JOIN (${customersOfVisitors(sql`l.shop_id = ${shopId}`)}) o ON o.visitor_id = x.id
      WHERE x.shop_id = ${shopId} AND NOT x.unusual`;
  const members = sql`SELECT n.profile FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${segmentId}`;
  const customers = sql`SELECT substr(m.profile, 2)::bigint FROM (${members} AND n.profile LIKE 'c%') m`;
  return sql`
    SELECT m.profile, substr(m.profile, 2)::uuid AS visitor FROM (${members} AND n.profile LIKE 'v%') m
    UNION ALL
    SELECT 'c' || o.customer_id, o.visitor_id
    FROM (${customersOfVisitors(sql`l.shop_id = ${shopId} AND l.visitor_id IN (
            SELECT k.visitor_id FROM link k WHERE k.shop_id = ${shopId} AND k.customer_id IN (${customers}))`)}) o
    WHERE o.customer_id IN (${customers})`;
}
