import { prisma } from "#app/infra/db.server.ts";

/** The rule segments that a profile was noticed as meeting, and since when; the latest first. */
export const metRules = (
  shopId: number,
  profile: string,
): Promise<{ segmentId: number; segment: string; since: Date }[]> =>
  prisma.$queryRaw`
    SELECT n.segment_id AS "segmentId", s.name AS segment, n.at AS since FROM noticed n
    JOIN segment s ON s.shop_id = n.shop_id AND s.id = n.segment_id AND s.kind = 'rule' AND s.archived_at IS NULL
    WHERE n.shop_id = ${shopId} AND n.profile = ${profile} ORDER BY n.at DESC, n.segment_id`;
