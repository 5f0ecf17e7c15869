import { prisma } from "#app/infra/db.server.ts";
import { profileHandles } from "#app/features/people/index.server.ts";
import { identitiesOf } from "./notice.store.server.ts";
import { membershipLaw } from "./law.store.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import type { AudienceView, MemberRow } from "./screens.ts";

const SHOWN = 50;

/** An audience's screen: its rules, its ending, its newest members with their evidence. Null = no such segment here. */
export async function viewAudience(shopId: number, id: number): Promise<AudienceView | null> {
  const segment = await prisma.segment.findUnique({
    where: { shopId_id: { shopId, id } },
    select: {
      id: true,
      name: true,
      kind: true,
      description: true,
      archivedAt: true,
      endsAfterDays: true,
      endsOnOrder: true,
      endsOnJoining: true,
      noticeFrom: true,
    },
  });
  if (!segment) return null;
  const { archivedAt, noticeFrom, ...about } = segment;
  const counts = await prisma.$queryRaw<{ entered: number; left: number }[]>`
    SELECT COALESCE(SUM(entered), 0)::int AS entered, COALESCE(SUM("left"), 0)::int AS left FROM audience_day
    WHERE shop_id = ${shopId} AND segment_id = ${id}`;
  const { entered, left } = counts[0] ?? { entered: 0, left: 0 };
  return {
    ...about,
    archived: archivedAt !== null,
    recounting: noticeFrom !== null,
    members: entered - left,
    entered,
    left,
    feeds: await feedsOf(shopId, id),
    usedBy: await prisma.$queryRaw<AudienceView["usedBy"]>`
      SELECT c.id, c.name, c.status FROM campaign c WHERE c.shop_id = ${shopId}
        AND (c.settings->'include' @> to_jsonb(${id}::int) OR c.settings->'exclude' @> to_jsonb(${id}::int))
      ORDER BY c.id`,
    others: await prisma.segment.findMany({
      where: { shopId, kind: "audience", archivedAt: null, id: { not: id } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    rows: await newestMembers(shopId, id),
  };
}

/** The campaigns whose rules name the audience, with those rules. */
const feedsOf = (shopId: number, id: number): Promise<AudienceView["feeds"]> =>
  prisma.$queryRaw`
    SELECT c.id, c.name, c.status, jsonb_agg(r.rule ORDER BY r.position) AS rules
    FROM campaign c, jsonb_array_elements(c.settings->'rules') WITH ORDINALITY AS r(rule, position)
    WHERE c.shop_id = ${shopId} AND (r.rule->'then'->>'segment')::int = ${id}
    GROUP BY c.id, c.name, c.status ORDER BY c.id`;

type Found = Omit<MemberRow, "evidence" | "handle"> & MemberRow["evidence"] & { profile: string };

async function newestMembers(shopId: number, id: number): Promise<MemberRow[]> {
  const newest = await prisma.noticed.findMany({
    where: { shopId, segmentId: id },
    orderBy: [{ at: "desc" }, { profile: "asc" }],
    take: SHOWN,
    select: { profile: true },
  });
  const profiles = newest.map((row) => row.profile);
  if (profiles.length === 0) return [];
  const rows = await prisma.$queryRaw<Found[]>`
    WITH identities AS MATERIALIZED (${identitiesOf(shopId, profiles)})
    SELECT p.profile, p.first_at AS since, p.joined_at AS "joinedAt", p.until, e.campaign_id AS "campaignId",
           c.name AS campaign, e.version, e.kind, e.block, e.detail, e.path
    FROM (${membershipLaw(identitiesOf(shopId, profiles), clock.now())}) p
    JOIN LATERAL (
      SELECT m.campaign_id, m.version, m.kind, m.block, m.detail, m.path, m.joined_at, m.joined_by AS by FROM identities i
      JOIN membership m ON m.shop_id = i.shop_id AND m.identity = i.identity AND m.identity_id = i.identity_id
      WHERE i.profile = p.profile AND m.segment_id = ${id} AND m.joined_at = p.joined_at
      UNION ALL
      SELECT o.campaign_id, o.version, 'order', NULL, q.name, NULL, o.at, o.order_id::text FROM identities i
      JOIN order_effect o ON o.shop_id = i.shop_id AND o.identity = i.identity AND o.identity_id = i.identity_id
      JOIN "order" q ON q.shop_id = o.shop_id AND q.id = o.order_id
      WHERE i.profile = p.profile AND o.segment_id = ${id} AND o.action = 'add' AND o.at = p.joined_at
      ORDER BY by DESC LIMIT 1) e ON true
    LEFT JOIN campaign c ON c.shop_id = ${shopId} AND c.id = e.campaign_id
    WHERE p.segment_id = ${id} AND p.member
    ORDER BY p.joined_at DESC, p.profile`;
  const handles = await profileHandles(
    shopId,
    rows.map((row) => row.profile),
  );
  return rows.map(({ campaignId, campaign, version, kind, block, detail, path, profile, ...row }) => ({
    ...row,
    handle: handles.get(profile) ?? "",
    evidence: { campaignId, campaign, version, kind, block, detail, path },
  }));
}
