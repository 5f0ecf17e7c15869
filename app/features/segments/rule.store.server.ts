import { storedDefinition } from "#app/contract/definition.schema.ts";
import { withMoves, type Kin, type Noticed } from "#app/core/audiences/noticing.ts";
import { inOrder, segmentsIn, type Definition } from "#app/core/segments/condition.ts";
import { Prisma, prisma, type Tx } from "#app/infra/db.server.ts";
import { askOfAll, readOfAllFor } from "#app/infra/transaction.server.ts";
import type { Mirrored } from "#app/shopify/mirror.server.ts";
import { identitiesOf } from "./notice.store.server.ts";
import { everybody, membersByRule, peopleWith } from "./rule-sql.store.server.ts";

/** How many profiles meet a rule now. Rejects when whoever asks is gone. */
export async function countByRule(shopId: number, rule: Definition, now: Date, signal: AbortSignal): Promise<number> {
  const members = membersByRule(rule, everybody(shopId), { shopId, now });
  const [row] = await readOfAllFor<{ n: number }>(signal, Prisma.sql`SELECT COUNT(*)::int AS n FROM (${members}) m`);
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
  /** How many of those who left did so under one name to enter under another just now. */
  async function movedAmong(
    segmentId: number,
    profiles: readonly string[],
    kinOf: (left: readonly Noticed[]) => Promise<readonly Kin[]>,
  ): Promise<number> {
    const left = profiles.map((profile) => ({ segmentId, profile, until: null }));
    const kin = await kinOf(left);
    const entered = await tx.noticed.findMany({
      where: { shopId, segmentId, at: now, profile: { in: kin.map((one) => one.now) } },
      select: { segmentId: true, profile: true, until: true },
    });
    return withMoves({ entered, left, renewed: [], moved: [] }, kin).moved.length;
  }
  return {
    /** Each after those that it asks for. */
    async rules(): Promise<[id: number, rule: Definition][]> {
      const rows = await tx.segment.findMany({
        where: { shopId, kind: "rule", archivedAt: null },
        select: { id: true, rule: true },
      });
      const rules = new Map(rows.map(({ id, rule }) => [id, storedDefinition(rule)]));
      return (inOrder(rules) ?? []).flatMap((id) => {
        const rule = rules.get(id);
        return rule ? [[id, rule] as [number, Definition]] : [];
      });
    },

    /** Who of these profiles meets the rule. */
    async membersAmong(id: number, rule: Definition, profiles: readonly string[]): Promise<Noticed[]> {
      const members = membersByRule(rule, peopleWith(shopId, identitiesOf(shopId, profiles)), { shopId, now });
      return tx.$queryRaw`SELECT ${id}::int AS "segmentId", profile, NULL::timestamptz AS until FROM (${members}) m`;
    },

    /**
     * Writes who of everybody meets the rule; `kinOf` says what those who left are called now. Gives how many entered or
     * left.
     */
    async applyToAll(
      id: number,
      rule: Definition,
      kinOf: (left: readonly Noticed[]) => Promise<readonly Kin[]>,
    ): Promise<number> {
      await askOfAll(tx);
      const [row] = await tx.$queryRaw<{ entered: number; left: string[] }[]>`
      WITH members AS MATERIALIZED (${membersByRule(rule, everybody(shopId), { shopId, now })}),
      come AS (
        INSERT INTO noticed (shop_id, segment_id, profile, at)
        SELECT ${shopId}, ${id}, profile, ${now} FROM members ON CONFLICT DO NOTHING RETURNING 1),
      gone AS (
        DELETE FROM noticed n WHERE n.shop_id = ${shopId} AND n.segment_id = ${id}
          AND NOT EXISTS (SELECT 1 FROM members m WHERE m.profile = n.profile) RETURNING n.profile)
      SELECT (SELECT COUNT(*) FROM come)::int AS entered, ARRAY(SELECT profile FROM gone) AS left`;
      const { entered, left } = row ?? { entered: 0, left: [] };
      const moved = entered === 0 || left.length === 0 ? 0 : await movedAmong(id, left, kinOf);
      await count(id, entered - moved, left.length - moved);
      return entered + left.length - 2 * moved;
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
