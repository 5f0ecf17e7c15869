import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { isEmbedded, Prisma, prisma, type Tx } from "#app/infra/db.server.ts";
import { membershipLaw } from "./law.store.server.ts";

/** So many identities a pass: on the embedded database nothing else runs meanwhile, and somebody may be waiting. */
const MOST = isEmbedded ? 100 : 500;
/** Any constant will do: with the shop's id it names the lock that keeps two passes over one shop apart. */
const LOCK = 7_263_402;

export interface Member {
  readonly segmentId: number;
  readonly profile: string;
  readonly until: Date | null;
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

  /** Takes identities whose facts changed. */
  async takeTouched(): Promise<{ identity: string; id: string }[]> {
    return tx.$queryRaw`
      DELETE FROM touched t USING (
        SELECT id FROM touched WHERE shop_id = ${shopId} ORDER BY id LIMIT ${MOST} FOR UPDATE) taken
      WHERE t.shop_id = ${shopId} AND t.id = taken.id RETURNING t.identity, t.identity_id AS id`;
  },

  /** Profiles whose membership runs out by itself. */
  async dueProfiles(): Promise<string[]> {
    const rows = await tx.$queryRaw<{ profile: string }[]>`
      SELECT DISTINCT profile FROM noticed WHERE shop_id = ${shopId} AND until <= ${now} LIMIT ${MOST}`;
    return rows.map((row) => row.profile);
  },

  /** The next identities of an audience whose ending was changed; remembers how far it came. */
  async takeChangedAudience(): Promise<{ identity: string; id: string }[]> {
    const [segment] = await tx.$queryRaw<{ id: number; from: string }[]>`
      SELECT id, notice_from AS from FROM segment WHERE shop_id = ${shopId} AND notice_from IS NOT NULL
      ORDER BY id LIMIT 1 FOR UPDATE`;
    if (!segment) return [];
    const rows = await tx.$queryRaw<{ identity: string; id: string; cursor: string }[]>`
      SELECT identity, identity_id AS id, identity || ' ' || identity_id AS cursor FROM (
        SELECT identity, identity_id FROM membership WHERE shop_id = ${shopId} AND segment_id = ${segment.id}
        UNION SELECT identity, identity_id FROM order_effect WHERE shop_id = ${shopId} AND segment_id = ${segment.id}) m
      WHERE (identity || ' ' || identity_id) COLLATE "C" > ${segment.from}
      ORDER BY (identity || ' ' || identity_id) COLLATE "C" LIMIT ${MOST}`;
    const next = rows.length < MOST ? null : (rows.at(-1)?.cursor ?? null);
    await tx.segment.update({ where: { shopId_id: { shopId, id: segment.id } }, data: { noticeFrom: next } });
    return rows;
  },

  /**
   * The profiles that changed identities are, or were, part of: the visitor by itself, and every customer that was ever
   * linked with it; the customer, and every visitor that was a profile alone before it was linked. Those that are none
   * now have no members' rows, and so are noticed as having left.
   */
  async profilesOf(identities: readonly { identity: string; id: string }[]): Promise<string[]> {
    if (identities.length === 0) return [];
    const rows = await tx.$queryRaw<{ profile: string }[]>`
      WITH seeds AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) AS s(identity text, id text))
      SELECT CASE identity WHEN 'customer' THEN 'c' ELSE 'v' END || id AS profile FROM seeds
      UNION
      SELECT 'c' || l.customer_id FROM link l
      WHERE l.shop_id = ${shopId} AND l.visitor_id IN (SELECT id::uuid FROM seeds WHERE identity = 'visitor')
      UNION
      SELECT 'v' || l.visitor_id FROM link l
      WHERE l.shop_id = ${shopId} AND l.customer_id IN (SELECT id::bigint FROM seeds WHERE identity = 'customer')`;
    return rows.map((row) => row.profile);
  },

  /** Who of these profiles is a member of what, by the law. */
  async membersAmong(profiles: readonly string[]): Promise<Member[]> {
    return tx.$queryRaw`
      SELECT segment_id AS "segmentId", profile, until
      FROM (${membershipLaw(identitiesOf(shopId, profiles), now)}) m WHERE member`;
  },

  /** As members by the law: not of rule segments, which are noticed by their rules. */
  async noticedAmong(profiles: readonly string[]): Promise<Member[]> {
    return tx.$queryRaw`
      SELECT n.segment_id AS "segmentId", n.profile, n.until FROM noticed n
      JOIN segment s ON s.shop_id = n.shop_id AND s.id = n.segment_id AND s.kind <> 'rule'
      WHERE n.shop_id = ${shopId} AND n.profile = ANY(${[...profiles]}::text[])`;
  },

  async write({ entered, renewed, left }: { entered: Member[]; renewed: Member[]; left: Member[] }): Promise<void> {
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

/** SQL: every identity of these profiles as the links have them now (for membershipLaw). */
export const identitiesOf = (shopId: number, profiles: readonly string[]): Prisma.Sql => {
  const customers = profiles.filter((one) => one.startsWith("c")).map((one) => BigInt(one.slice(1)));
  const visitors = profiles.filter((one) => one.startsWith("v")).map((one) => one.slice(1));
  const linked = Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (
    SELECT visitor_id FROM link WHERE shop_id = ${shopId} AND customer_id = ANY(${customers}::bigint[]))`;
  const asked = Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id = ANY(${visitors}::uuid[])`;
  return Prisma.sql`
    SELECT ${shopId}::int AS shop_id, 'c' || c AS profile, 'customer' AS identity, c::text AS identity_id
    FROM UNNEST(${customers}::bigint[]) AS c
    UNION ALL
    SELECT ${shopId}::int, 'c' || o.customer_id, 'visitor', o.visitor_id::text FROM (${customersOfVisitors(linked)}) o
    WHERE o.customer_id = ANY(${customers}::bigint[])
    UNION ALL
    SELECT ${shopId}::int, 'v' || v, 'visitor', v::text FROM UNNEST(${visitors}::uuid[]) AS v
    WHERE NOT EXISTS (SELECT 1 FROM (${customersOfVisitors(asked)}) o WHERE o.visitor_id = v)`;
};
