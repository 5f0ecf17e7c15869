import { prisma } from "#app/infra/db.server.ts";

export interface NoticedMember {
  readonly profile: string;
  readonly at: Date;
}

/** The next members of a segment behind `after`, the newest first. */
export const membersBehind = (
  shopId: number,
  segmentId: number,
  after: NoticedMember | null,
  most: number,
): Promise<NoticedMember[]> =>
  prisma.noticed.findMany({
    where: {
      shopId,
      segmentId,
      ...(after ? { OR: [{ at: { lt: after.at } }, { at: after.at, profile: { gt: after.profile } }] } : {}),
    },
    orderBy: [{ at: "desc" }, { profile: "asc" }],
    take: most,
    select: { profile: true, at: true },
  });

/** Whether the shop has such a segment. */
export const hasSegment = async (shopId: number, id: number): Promise<boolean> =>
  (await prisma.segment.count({ where: { shopId, id } })) > 0;
