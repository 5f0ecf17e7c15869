import type { Differences, Kin, Noticed } from "#app/core/audiences/noticing.ts";
import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { Prisma, prisma, type Tx } from "#app/infra/db.server.ts";
import { membershipLaw } from "./law.store.server.ts";

/** So many identities a pass: what a pass costs lies in its rules. */
const MOST = 500;
/** Any constant will do: with the shop's id it names the lock that keeps two passes over one shop apart. */
const LOCK = 7_263_402;

/** A visitor or a customer. */
export interface IdentityRef {
  readonly identity: string;
  readonly id: string;
}
export interface Touched extends IdentityRef {
  readonly number: string;
}
export interface ChangedAudience {
  readonly identities: readonly IdentityRef[];
  readonly progress: { readonly segmentId: number; readonly next: string | null } | null;
}

/** Shops in which something is to be noticed. */
export async function shopsToNotice(now: Date): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ id: number }[]>`
    SELECT shop_id AS id FROM touched
    UNION SELECT shop_id FROM noticed WHERE until <= ${now}
    UNION SELECT shop_id FROM segment WHERE notice_from IS NOT NULL`;
  return rows.map((row) => row.id);
}

/** Everything of one shop, within the caller's transaction. */
export const noticeStore = (tx: Tx, shopId: number, now: Date) => ({
  /** False = another process is at it. */
  async hold(): Promise<boolean> {
    const [row] = await tx.$queryRaw<
      { held: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(${LOCK}::int, ${shopId}::int) AS held`;
    return row?.held === true;
  },

  /** Identities whose facts changed: until they are forgotten they are to be noticed. */
  async touched(): Promise<Touched[]> {
    return tx.$queryRaw`
      SELECT id::text AS number, identity, identity_id AS id FROM touched WHERE shop_id = ${shopId} ORDER BY touched.id LIMIT ${MOST}`;
  },
  async forget(touched: readonly Touched[]): Promise<void> {
    if (touched.length > 0)
      await tx.touched.deleteMany({ where: { shopId, id: { in: touched.map(({ number }) => BigInt(number)) } } });
  },

  /** Of profiles whose membership runs out by itself. */
  async due(): Promise<IdentityRef[]> {
    return tx.$queryRaw`
      SELECT DISTINCT CASE WHEN profile LIKE 'c%' THEN 'customer' ELSE 'visitor' END AS identity, substr(profile, 2) AS id
      FROM noticed WHERE shop_id = ${shopId} AND until <= ${now} LIMIT ${MOST}`;
  },

  /** The next identities of an audience whose ending was changed, and how to remember how far it came. */
  async changedAudience(): Promise<ChangedAudience> {
    const [segment] = await tx.$queryRaw<{ id: number; from: string }[]>`
      SELECT id, notice_from AS from FROM segment WHERE shop_id = ${shopId} AND notice_from IS NOT NULL
      ORDER BY id LIMIT 1 FOR UPDATE`;
    if (!segment) return { identities: [], progress: null };
    const rows = await tx.$queryRaw<{ identity: string; id: string; cursor: string }[]>`
      SELECT identity, identity_id AS id, identity || ' ' || identity_id AS cursor FROM (
        SELECT identity, identity_id FROM membership WHERE shop_id = ${shopId} AND segment_id = ${segment.id}
        UNION SELECT identity, identity_id FROM order_effect WHERE shop_id = ${shopId} AND segment_id = ${segment.id}) m
      WHERE (identity || ' ' || identity_id) COLLATE "C" > ${segment.from}
      ORDER BY (identity || ' ' || identity_id) COLLATE "C" LIMIT ${MOST}`;
    const next = rows.length < MOST ? null : (rows.at(-1)?.cursor ?? null);
    return { identities: rows, progress: { segmentId: segment.id, next } };
  },
  async noteProgress(progress: ChangedAudience["progress"]): Promise<void> {
    if (progress)
      await tx.segment.updateMany({ where: { shopId, id: progress.segmentId }, data: { noticeFrom: progress.next } });
  },

  /**
   * The profiles that changed identities are, or were, part of: the visitor by itself, and every customer that was ever
   * linked with it; the customer, every visitor that was a profile alone before it was linked, and the customers that
   * those were linked with, and those that were merged into it. Those that are none now have no members' rows, and so are noticed as having left.
   */
  async profilesOf(identities: readonly IdentityRef[]): Promise<string[]> {
    if (identities.length === 0) return [];
    const rows = await tx.$queryRaw<{ profile: string }[]>`
      WITH seeds AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) AS s(identity text, id text)),
      visitors AS (
        SELECT id::uuid AS id FROM seeds WHERE identity = 'visitor'
        UNION
        SELECT l.visitor_id FROM link l
        WHERE l.shop_id = ${shopId} AND l.customer_id IN (SELECT id::bigint FROM seeds WHERE identity = 'customer'))
      SELECT 'v' || id AS profile FROM visitors
      UNION SELECT 'c' || id FROM seeds WHERE identity = 'customer'
      UNION
      SELECT 'c' || g.from_id FROM merge g
      WHERE g.shop_id = ${shopId} AND g.into_id IN (SELECT id::bigint FROM seeds WHERE identity = 'customer')
      UNION
      SELECT 'c' || l.customer_id FROM link l WHERE l.shop_id = ${shopId} AND l.visitor_id IN (SELECT id FROM visitors)`;
    return rows.map((row) => row.profile);
  },

  /** What they are called now who were part of these profiles. */
  async kinOf(left: readonly { profile: string }[]): Promise<Kin[]> {
    const { customers, visitors } = apart(left.map(({ profile }) => profile));
    const own = Prisma.sql`
      SELECT v AS id FROM UNNEST(${visitors}::uuid[]) AS v
      UNION SELECT visitor_id FROM link WHERE shop_id = ${shopId} AND customer_id = ANY(${customers}::bigint[])`;
    const owners = customersOfVisitors(Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (${own})`);
    return tx.$queryRaw`
      WITH named AS (
        SELECT o.id, COALESCE('c' || n.customer_id, 'v' || o.id) AS now FROM (${own}) o
        LEFT JOIN (${owners}) n ON n.visitor_id = o.id)
      SELECT * FROM (
        SELECT 'v' || id AS was, now FROM named
        UNION
        SELECT 'c' || l.customer_id, n.now FROM named n JOIN link l ON l.shop_id = ${shopId} AND l.visitor_id = n.id
        UNION
        SELECT 'c' || from_id, 'c' || into_id FROM merge
        WHERE shop_id = ${shopId} AND from_id = ANY(${customers}::bigint[])) kin
      WHERE was <> now ORDER BY was, now`;
  },

  /** Who of these profiles is a member of what, by the law. */
  async membersAmong(profiles: readonly string[]): Promise<Noticed[]> {
    return tx.$queryRaw`
      SELECT segment_id AS "segmentId", profile, until
      FROM (${membershipLaw(identitiesOf(shopId, profiles), now)}) m WHERE member`;
  },

  /** Who of them was noticed as a member by the law. */
  async noticedByLaw(profiles: readonly string[]): Promise<Noticed[]> {
    return tx.$queryRaw`
      SELECT n.segment_id AS "segmentId", n.profile, n.until FROM noticed n
      JOIN segment s ON s.shop_id = n.shop_id AND s.id = n.segment_id AND s.kind <> 'rule'
      WHERE n.shop_id = ${shopId} AND n.profile = ANY(${[...profiles]}::text[])`;
  },

  /** Who of them was noticed as meeting the rule of a segment. */
  async noticedByRule(segmentId: number, profiles: readonly string[]): Promise<Noticed[]> {
    return tx.noticed.findMany({
      where: { shopId, segmentId, profile: { in: [...profiles] } },
      select: { segmentId: true, profile: true, until: true },
    });
  },

  async write({ entered, renewed, left, moved }: Differences): Promise<void> {
    if (moved.length > 0)
      await tx.$executeRaw`
        UPDATE noticed n SET profile = r.profile, until = r.until
        FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
          AS r("segmentId" int, "from" text, profile text, until timestamptz)
        WHERE n.shop_id = ${shopId} AND n.segment_id = r."segmentId" AND n.profile = r."from"`;
    if (entered.length > 0)
      await tx.noticed.createMany({ data: entered.map((member) => ({ ...member, shopId, at: now })) });
    if (renewed.length > 0)
      await tx.$executeRaw`
        UPDATE noticed n SET until = r.until
        FROM jsonb_to_recordset(${JSON.stringify(renewed)}::jsonb)
          AS r("segmentId" int, profile text, until timestamptz)
        WHERE n.shop_id = ${shopId} AND n.segment_id = r."segmentId" AND n.profile = r.profile`;
    if (left.length > 0)
      await tx.$executeRaw`
        DELETE FROM noticed n USING jsonb_to_recordset(${JSON.stringify(left)}::jsonb) AS r("segmentId" int, profile text)
        WHERE n.shop_id = ${shopId} AND n.segment_id = r."segmentId" AND n.profile = r.profile`;
    const changes = [
      ...entered.map(({ segmentId }) => ({ segmentId, entered: 1, left: 0 })),
      ...left.map(({ segmentId }) => ({ segmentId, entered: 0, left: 1 })),
    ];
    if (changes.length > 0)
      await tx.$executeRaw`
        INSERT INTO audience_day AS d (shop_id, segment_id, day, entered, "left")
        SELECT ${shopId}, c."segmentId", (${now}::timestamptz AT TIME ZONE s.timezone)::date, SUM(c.entered), SUM(c."left")
        FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS c("segmentId" int, entered int, "left" int)
        JOIN shop s ON s.id = ${shopId} GROUP BY 2, 3
        ON CONFLICT (shop_id, segment_id, day) DO UPDATE
        SET entered = d.entered + EXCLUDED.entered, "left" = d."left" + EXCLUDED."left"`;
  },
});

const apart = (profiles: readonly string[]) => ({
  customers: profiles.filter((one) => one.startsWith("c")).map((one) => BigInt(one.slice(1))),
  visitors: profiles.filter((one) => one.startsWith("v")).map((one) => one.slice(1)),
});

/** SQL: the customers that anything is known of: those are profiles (rule-sql, everybody). */
const isKnown = (shopId: number, customer: Prisma.Sql) => Prisma.sql`(
  EXISTS (SELECT 1 FROM link k WHERE k.shop_id = ${shopId} AND k.customer_id = ${customer})
  OR EXISTS (SELECT 1 FROM "order" k WHERE k.shop_id = ${shopId} AND k.customer_id = ${customer})
  OR EXISTS (SELECT 1 FROM customer k WHERE k.shop_id = ${shopId} AND k.id = ${customer})
  OR EXISTS (SELECT 1 FROM membership k WHERE k.shop_id = ${shopId} AND k.identity = 'customer'
             AND k.identity_id = ${customer}::text))`;

/** SQL: every identity of these profiles as the links have them now (for membershipLaw). */
export const identitiesOf = (shopId: number, profiles: readonly string[]): Prisma.Sql => {
  const { customers, visitors } = apart(profiles);
  const linked = Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (
    SELECT visitor_id FROM link WHERE shop_id = ${shopId} AND customer_id = ANY(${customers}::bigint[]))`;
  const asked = Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id = ANY(${visitors}::uuid[])`;
  return Prisma.sql`
    SELECT ${shopId}::int AS shop_id, 'c' || c AS profile, 'customer' AS identity, c::text AS identity_id
    FROM UNNEST(${customers}::bigint[]) AS c WHERE ${isKnown(shopId, Prisma.sql`c`)}
    UNION ALL
    SELECT ${shopId}::int, 'c' || o.customer_id, 'visitor', o.visitor_id::text FROM (${customersOfVisitors(linked)}) o
    WHERE o.customer_id = ANY(${customers}::bigint[])
    UNION ALL
    SELECT ${shopId}::int, 'v' || v, 'visitor', v::text FROM UNNEST(${visitors}::uuid[]) AS v
    WHERE NOT EXISTS (SELECT 1 FROM (${customersOfVisitors(asked)}) o WHERE o.visitor_id = v)`;
};
