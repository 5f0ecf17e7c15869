import { Prisma, prisma } from "#app/infra/db.server.ts";
import { membershipLaw } from "./law.store.server.ts";
import { identitiesOf } from "./notice.store.server.ts";
import type { Evidence } from "./screens.ts";

/** A profile's membership, past or present, with what made it. */
export interface ProvenMembership {
  readonly profile: string;
  readonly segmentId: number;
  readonly segment: string;
  readonly since: Date;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly until: Date | null;
  readonly member: boolean;
  readonly evidence: Evidence;
}

type Row = Omit<ProvenMembership, "evidence"> & Evidence;

/** The memberships of these profiles, of one segment or of all, the latest join first. */
export async function provenMemberships(
  shopId: number,
  profiles: readonly string[],
  now: Date,
  segmentId?: number,
): Promise<ProvenMembership[]> {
  if (profiles.length === 0) return [];
  const only = segmentId === undefined ? Prisma.empty : Prisma.sql`AND p.segment_id = ${segmentId}`;
  const rows = await prisma.$queryRaw<Row[]>`
    WITH identities AS MATERIALIZED (${identitiesOf(shopId, profiles)})
    SELECT p.profile, p.segment_id AS "segmentId", s.name AS segment, p.first_at AS since, p.joined_at AS "joinedAt",
           p.left_at AS "leftAt", p.until, p.member, e.campaign_id AS "campaignId", c.name AS campaign, e.version, e.kind,
           e.block, e.detail, e.path
    FROM (${membershipLaw(Prisma.sql`SELECT * FROM identities`, now)}) p
    JOIN segment s ON s.shop_id = ${shopId} AND s.id = p.segment_id
    JOIN LATERAL (
      SELECT m.campaign_id, m.version, m.kind, m.block, m.detail, m.path, m.joined_by AS by FROM identities i
      JOIN membership m ON m.shop_id = i.shop_id AND m.identity = i.identity AND m.identity_id = i.identity_id
      WHERE i.profile = p.profile AND m.segment_id = p.segment_id AND m.joined_at = p.joined_at
      UNION ALL
      SELECT o.campaign_id, o.version, 'order', NULL, q.name, NULL, o.order_id::text FROM identities i
      JOIN order_effect o ON o.shop_id = i.shop_id AND o.identity = i.identity AND o.identity_id = i.identity_id
      JOIN "order" q ON q.shop_id = o.shop_id AND q.id = o.order_id
      WHERE i.profile = p.profile AND o.segment_id = p.segment_id AND o.action = 'add' AND o.at = p.joined_at
      ORDER BY by DESC LIMIT 1) e ON true
    LEFT JOIN campaign c ON c.shop_id = ${shopId} AND c.id = e.campaign_id
    WHERE p.joined_at IS NOT NULL ${only}
    ORDER BY p.joined_at DESC, p.profile, p.segment_id`;
  return rows.map(({ campaignId, campaign, version, kind, block, detail, path, ...row }) => ({
    ...row,
    evidence: { campaignId, campaign, version, kind, block, detail, path },
  }));
}
