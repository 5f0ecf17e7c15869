import { inOrder, segmentsIn, type Definition } from "#app/core/segments/condition.ts";
import { Prisma, prisma, type Tx } from "#app/infra/db.server.ts";
import { askOfAll, readOfAll } from "#app/infra/transaction.server.ts";
import type { Mirrored } from "#app/shopify/mirror.server.ts";
import { identitiesOf } from "./notice.store.server.ts";
import { everybody, membersByRule, peopleWith } from "./rule-sql.store.server.ts";

/** How many profiles meet a rule now. */
export async function countByRule(shopId: number, rule: Definition, now: Date): Promise<number> {
  const members = membersByRule(rule, everybody(shopId), { shopId, now });
  const [row] = await readOfAll<{ n: number }>(Prisma.sql`SELECT COUNT(*)::int AS n FROM (${members}) m`);
  return row?.n ?? 0;
}

/** A segment whose members are due to be worked out anew, and since when. */
export interface Rebuild {
  readonly shopId: number;
  readonly id: number;
  readonly due: Date;
}

/** The next one. */
export async function nextRebuild(now: Date): Promise<Rebuild | null> {
  const [row] = await prisma.$queryRaw<Rebuild[]>`
    SELECT shop_id AS "shopId", id, rebuild_due AS due FROM segment WHERE rebuild_due <= ${now}
    ORDER BY rebuild_due, id LIMIT 1`;
  return row ?? null;
}

/** It went wrong: others come first, and it is tried again at `next`. */
export async function deferRebuild({ shopId, id, due }: Rebuild, next: Date): Promise<void> {
  await prisma.segment.updateMany({ where: { shopId, id, rebuildDue: due }, data: { rebuildDue: next } });
}

/** How the conditions begin, as JSON, that everybody is asked for anew when such things change. */
const ASKING: Readonly<Record<Mirrored, readonly string[]>> = {
  customers: [],
  products: ['["boughtOf"', '["viewedOf"', '["viewedThis", ["product"'],
  collections: ['["viewedThis", ["collection"'],
};

/** Products or collections changed: rules that ask what was bought or viewed are asked anew of everybody. */
export async function rebuildRulesOn(tx: Tx, shopId: number, what: Mirrored, now: Date): Promise<void> {
  const parts = ASKING[what].map((beginning) => `%${beginning}%`);
  await tx.$executeRaw`
    UPDATE segment SET rebuild_due = ${now}
    WHERE shop_id = ${shopId} AND kind = 'rule' AND archived_at IS NULL AND rule::text LIKE ANY(${parts}::text[])`;
}

/** Takes an installed shop that has no ready-made segments yet, and notes that it has them now. */
export async function holdShopWithoutReadyMade(tx: Tx, now: Date): Promise<{ id: number; currency: string } | null> {
  const [shop] = await tx.$queryRaw<{ id: number; currency: string }[]>`
    UPDATE shop SET ready_made_at = ${now} WHERE id = (
      SELECT id FROM shop WHERE ready_made_at IS NULL AND details_at IS NOT NULL AND uninstalled_at IS NULL
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, currency`;
  return shop ?? null;
}

/** The rules of one shop's segments, and who is noticed as meeting them. */
export function ruleStore(tx: Tx, shopId: number, now: Date) {
  async function count(id: number, entered: number, left: number): Promise<void> {
    if (entered + left === 0) return;
    await tx.$executeRaw`
      INSERT INTO audience_day AS d (shop_id, segment_id, day, entered, "left")
      SELECT ${shopId}, ${id}, (${now}::timestamptz AT TIME ZONE s.timezone)::date, ${entered}, ${left}
      FROM shop s WHERE s.id = ${shopId}
      ON CONFLICT (shop_id, segment_id, day) DO UPDATE
      SET entered = d.entered + EXCLUDED.entered, "left" = d."left" + EXCLUDED."left"`;
  }
  return {
    /** Each after those that it asks for. */
    async rules(): Promise<[id: number, rule: Definition][]> {
      const rows = await tx.segment.findMany({
        where: { shopId, kind: "rule", archivedAt: null },
        select: { id: true, rule: true },
      });
      const rules = new Map(rows.map(({ id, rule }) => [id, rule as unknown as Definition]));
      return (inOrder(rules) ?? []).flatMap((id) => {
        const rule = rules.get(id);
        return rule ? [[id, rule] as [number, Definition]] : [];
      });
    },

    /**
     * Writes who meets the rule: of `profiles`, or of all (null). Who no longer is a profile leaves. Gives how many entered
     * or left.
     */
    async apply(id: number, rule: Definition, profiles: readonly string[] | null): Promise<number> {
      if (profiles === null) await askOfAll(tx);
      const people = profiles === null ? everybody(shopId) : peopleWith(shopId, identitiesOf(shopId, profiles));
      const scope = profiles === null ? Prisma.sql`true` : Prisma.sql`n.profile = ANY(${[...profiles]}::text[])`;
      const [row] = await tx.$queryRaw<{ entered: number; left: number }[]>`
      WITH members AS MATERIALIZED (${membersByRule(rule, people, { shopId, now })}),
      come AS (
        INSERT INTO noticed (shop_id, segment_id, profile, at)
        SELECT ${shopId}, ${id}, profile, ${now} FROM members ON CONFLICT DO NOTHING RETURNING 1),
      gone AS (
        DELETE FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${id} AND ${scope}
          AND NOT EXISTS (SELECT 1 FROM members m WHERE m.profile = n.profile) RETURNING 1)
      SELECT (SELECT COUNT(*) FROM come)::int AS entered, (SELECT COUNT(*) FROM gone)::int AS left`;
      const { entered, left } = row ?? { entered: 0, left: 0 };
      await count(id, entered, left);
      return entered + left;
    },

    /** Who is a profile no more leaves. Gives how many left. */
    async dropStrangers(id: number): Promise<number> {
      await askOfAll(tx);
      const anybody = membersByRule(["all", []], everybody(shopId), { shopId, now });
      const left = await tx.$executeRaw`
      DELETE FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${id} AND n.profile NOT IN (${anybody})`;
      await count(id, 0, left);
      return left;
    },

    /**
     * Worked out from all profiles just now; due again at `next`, unless it was saved meanwhile and is due for that. Those
     * that ask for its members are due at once.
     */
    async rebuilt({ id, due }: Rebuild, next: Date | null, dependents: readonly number[]): Promise<void> {
      await tx.$executeRaw`
      UPDATE segment SET built_at = ${now}, rebuild_from = NULL,
        rebuild_due = CASE WHEN rebuild_due = ${due} THEN ${next}::timestamptz ELSE rebuild_due END
      WHERE shop_id = ${shopId} AND id = ${id}`;
      if (dependents.length > 0)
        await tx.segment.updateMany({ where: { shopId, id: { in: [...dependents] } }, data: { rebuildDue: now } });
    },
  };
}

/** The segments whose rules ask for the members of `id`. */
export const dependentsOf = (id: number, rules: readonly (readonly [number, Definition])[]): number[] =>
  rules.flatMap(([other, rule]) => (segmentsIn(rule).includes(id) ? [other] : []));
