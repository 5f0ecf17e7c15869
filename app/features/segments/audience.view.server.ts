import { prisma } from "#app/infra/db.server.ts";
import { profileHandles } from "#app/features/people/index.server.ts";
import { provenMemberships } from "./evidence.store.server.ts";
import { usersOf, withPhase, type Planned } from "./usage.store.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import type { AudienceView, MemberRow } from "./screens.ts";

const SHOWN = 50;

/** An audience's screen: its rules, its ending, its newest members with their evidence. Null = no such segment here. */
export async function viewAudience(shopId: number, id: number): Promise<AudienceView | null> {
  const segment = await prisma.segment.findFirst({
    where: { shopId, id, kind: "audience" },
    select: {
      id: true,
      name: true,
      description: true,
      tags: true,
      archivedAt: true,
      endsAfterDays: true,
      endsOnOrder: true,
      endsOnJoining: true,
      noticeFrom: true,
    },
  });
  if (!segment) return null;
  const { archivedAt, noticeFrom, ...about } = segment;
  const [counts, feeds, usedBy, others, rows] = await Promise.all([
    prisma.$queryRaw<{ entered: number; left: number }[]>`
      SELECT COALESCE(SUM(entered), 0)::int AS entered, COALESCE(SUM("left"), 0)::int AS left FROM audience_day
      WHERE shop_id = ${shopId} AND segment_id = ${id}`,
    feedsOf(shopId, id),
    usersOf(shopId, id),
    prisma.segment.findMany({
      where: { shopId, kind: "audience", archivedAt: null, id: { not: id } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    newestMembers(shopId, id),
  ]);
  const { entered, left } = counts[0] ?? { entered: 0, left: 0 };
  return {
    kind: "audience",
    ...about,
    archived: archivedAt !== null,
    recounting: noticeFrom !== null,
    members: entered - left,
    entered,
    left,
    feeds,
    usedBy,
    others,
    rows,
  };
}

/** The campaigns whose rules name the audience, with those rules. */
async function feedsOf(shopId: number, id: number): Promise<AudienceView["feeds"]> {
  const campaigns = await prisma.$queryRaw<(Planned & Pick<AudienceView["feeds"][number], "rules">)[]>`
    SELECT c.id, c.name, c.status, c.settings->'schedule' AS schedule, jsonb_agg(r.rule ORDER BY r.position) AS rules
    FROM campaign c, jsonb_array_elements(c.settings->'rules') WITH ORDINALITY AS r(rule, position)
    WHERE c.shop_id = ${shopId} AND (r.rule->'then'->>'segment')::int = ${id}
    GROUP BY c.id, c.name, c.status, c.settings->'schedule' ORDER BY c.id`;
  return campaigns.map(withPhase);
}

async function newestMembers(shopId: number, id: number): Promise<MemberRow[]> {
  const newest = await prisma.noticed.findMany({
    where: { shopId, segmentId: id },
    orderBy: [{ at: "desc" }, { profile: "asc" }],
    take: SHOWN,
    select: { profile: true },
  });
  const profiles = newest.map((row) => row.profile);
  const [proven, handles] = await Promise.all([
    provenMemberships(shopId, profiles, clock.now(), id),
    profileHandles(shopId, profiles),
  ]);
  return proven
    .filter((one) => one.member)
    .map(({ profile, since, joinedAt, until, evidence }) => ({
      handle: handles.get(profile) ?? "",
      since,
      joinedAt,
      until,
      evidence,
    }));
}
