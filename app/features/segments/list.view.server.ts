import { profileHandles } from "#app/features/people/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import type { ListView } from "./screens.ts";
import { usersOf } from "./usage.store.server.ts";

const SHOWN = 50;

/** The screen of a segment whose members are listed by hand. Null = no such segment here. */
export async function viewList(shopId: number, id: number): Promise<ListView | null> {
  const segment = await prisma.segment.findFirst({
    where: { shopId, id, kind: "static" },
    select: { id: true, name: true, description: true, tags: true, archivedAt: true },
  });
  if (!segment) return null;
  const { archivedAt, ...about } = segment;
  const [days, newest, usedBy] = await Promise.all([
    prisma.audienceDay.aggregate({ where: { shopId, segmentId: id }, _sum: { entered: true, left: true } }),
    prisma.noticed.findMany({
      where: { shopId, segmentId: id },
      orderBy: [{ at: "desc" }, { profile: "asc" }],
      take: SHOWN,
      select: { profile: true, at: true },
    }),
    usersOf(shopId, id),
  ]);
  const handles = await profileHandles(
    shopId,
    newest.map((row) => row.profile),
  );
  const entered = days._sum.entered ?? 0;
  const left = days._sum.left ?? 0;
  return {
    kind: "static",
    ...about,
    archived: archivedAt !== null,
    members: entered - left,
    entered,
    left,
    usedBy,
    rows: newest.map(({ profile, at }) => ({ handle: handles.get(profile) ?? "", since: at })),
  };
}
