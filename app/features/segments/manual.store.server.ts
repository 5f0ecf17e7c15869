import type { Definition } from "#app/core/segments/condition.ts";
import { nameKey } from "#app/core/shared/name.ts";
import type { Prisma, Tx } from "#app/infra/db.server.ts";

interface Described {
  readonly name: string;
  readonly description: string;
  readonly tags: string[];
}

/** Writes the segments that merchants make by hand, of one shop, within the caller's transaction. */
export const manualStore = (tx: Tx, shopId: number) => ({
  /** Holds the segment's row; false = this shop has no such segment of that kind. */
  async hold(id: number, kind: "rule" | "static"): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM segment WHERE shop_id = ${shopId} AND id = ${id} AND kind = ${kind} FOR UPDATE`;
    return rows.length > 0;
  },

  /** Every rule of the shop, held: two that are saved at once must not come to ask for one another. */
  async holdRules(): Promise<[id: number, rule: Definition][]> {
    const rows = await tx.$queryRaw<{ id: number; rule: Definition }[]>`
      SELECT id, rule FROM segment WHERE shop_id = ${shopId} AND kind = 'rule' ORDER BY id FOR UPDATE`;
    return rows.map(({ id, rule }) => [id, rule]);
  },

  /** A rule segment is due to be worked out at once. */
  async create(
    segment: Described & { key: string; kind: "rule" | "static"; rule?: Definition },
    now: Date,
  ): Promise<number> {
    const { name, description, tags, key, kind, rule } = segment;
    const { id } = await tx.segment.create({
      data: {
        shopId,
        key,
        kind,
        name,
        nameKey: nameKey(name),
        description,
        tags,
        createdAt: now,
        ...(rule ? { rule: asJson(rule), rebuildDue: now } : {}),
      },
      select: { id: true },
    });
    return id;
  },

  async update(
    id: number,
    { name, description, tags, rule }: Described & { rule?: Definition },
    now: Date,
  ): Promise<void> {
    // What was worked out by another rule is no count of this one.
    if (rule)
      await tx.$executeRaw`
        UPDATE segment SET built_at = NULL
        WHERE shop_id = ${shopId} AND id = ${id} AND rule <> ${JSON.stringify(rule)}::jsonb`;
    await tx.segment.update({
      where: { shopId_id: { shopId, id } },
      data: {
        name,
        nameKey: nameKey(name),
        description,
        tags,
        ...(rule ? { rule: asJson(rule), rebuildDue: now } : {}),
      },
    });
  },
});

const asJson = (rule: Definition) => rule as unknown as Prisma.InputJsonValue;
