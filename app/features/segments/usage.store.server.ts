import { segmentsIn, type Definition } from "#app/core/segments/condition.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";
import type { SegmentUsers } from "./screens.ts";

/** What uses a segment: campaigns that target it, segments whose rules ask for its members. */
export async function usersOf(shopId: number, id: number, db: Tx | typeof prisma = prisma): Promise<SegmentUsers> {
  const [campaigns, rules] = await Promise.all([
    db.$queryRaw<SegmentUsers["campaigns"]>`
      SELECT c.id, c.name, c.status FROM campaign c WHERE c.shop_id = ${shopId}
        AND (c.settings->'include' @> to_jsonb(${id}::int) OR c.settings->'exclude' @> to_jsonb(${id}::int))
      ORDER BY c.id`,
    db.segment.findMany({
      where: { shopId, kind: "rule", archivedAt: null },
      select: { id: true, name: true, rule: true },
      orderBy: { id: "asc" },
    }),
  ]);
  const segments = rules.filter(({ rule }) => segmentsIn(rule as unknown as Definition).includes(id));
  return { campaigns, segments: segments.map(({ id: other, name }) => ({ id: other, name })) };
}
