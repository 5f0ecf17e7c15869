import { visitorCustomers } from "#app/features/people/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { membersSql } from "./members.store.server.ts";
import type { AudienceView, MemberRow } from "./screens.ts";

const SHOWN = 50;

/** An audience's screen: its newest members, each with its evidence. Null = this shop has no such segment. */
export async function viewAudience(shopId: number, id: number): Promise<AudienceView | null> {
  const segment = await prisma.segment.findUnique({
    where: { shopId_id: { shopId, id } },
    select: { id: true, name: true, kind: true },
  });
  if (!segment) return null;
  const [counts, feeds, usedBy, rows] = [
    await prisma.$queryRaw<{ members: number }[]>`
      SELECT COUNT(*)::int AS members FROM (${membersSql(shopId)}) p WHERE p.segment_id = ${id}`,
    await prisma.$queryRaw<AudienceView["feeds"]>`
      SELECT c.id, c.name, c.status FROM campaign c WHERE c.shop_id = ${shopId}
        AND c.settings->'joins' @> jsonb_build_array(jsonb_build_object('segmentId', ${id}::int)) ORDER BY c.id`,
    await prisma.$queryRaw<AudienceView["usedBy"]>`
      SELECT c.id, c.name, c.status FROM campaign c WHERE c.shop_id = ${shopId}
        AND (c.settings->'include' @> to_jsonb(${id}::int) OR c.settings->'exclude' @> to_jsonb(${id}::int))
      ORDER BY c.id`,
    await newestMembers(shopId, id),
  ];
  return { ...segment, members: counts[0]?.members ?? 0, feeds, usedBy, rows };
}

async function newestMembers(shopId: number, id: number): Promise<MemberRow[]> {
  const rows = await prisma.$queryRaw<(Omit<MemberRow, "evidence"> & MemberRow["evidence"])[]>`
    SELECT p.profile, p.first_at AS since, p.joined_at AS "joinedAt", e.campaign_id AS "campaignId",
           c.name AS campaign, e.version, e.kind, e.path
    FROM (SELECT * FROM (${membersSql(shopId)}) all_members WHERE segment_id = ${id}
          ORDER BY joined_at DESC, profile LIMIT ${SHOWN}) p
    JOIN LATERAL (
      SELECT m.* FROM membership m
      LEFT JOIN (${visitorCustomers(shopId)}) vc ON m.identity = 'visitor' AND vc.visitor_id::text = m.identity_id
      WHERE m.shop_id = ${shopId} AND m.segment_id = ${id} AND m.joined_at = p.joined_at
        AND p.profile = COALESCE('c' || vc.customer_id, CASE m.identity WHEN 'customer' THEN 'c' ELSE 'v' END || m.identity_id)
      ORDER BY m.joined_by DESC LIMIT 1) e ON true
    LEFT JOIN campaign c ON c.shop_id = ${shopId} AND c.id = e.campaign_id
    ORDER BY p.joined_at DESC, p.profile`;
  return rows.map(({ campaignId, campaign, version, kind, path, profile, ...row }) => ({
    ...row,
    // A visitor's id is a credential: only its end leaves the server.
    profile: profile.startsWith("v") ? `v${profile.slice(-6)}` : profile,
    evidence: { campaignId, campaign, version, kind, path },
  }));
}
