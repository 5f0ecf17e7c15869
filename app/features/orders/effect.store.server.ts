import { storedSettings } from "#app/contract/settings.schema.ts";
import type { EnrolmentRule } from "#app/core/audiences/enrol.ts";
import type { Tx } from "#app/infra/db.server.ts";

/** What an order does to an identity by a rule of a campaign that it converts. */
export interface OrderEffect {
  readonly identity: "visitor" | "customer";
  readonly identityId: string;
  readonly action: "add" | "remove" | "set";
  readonly segmentId: number | null;
  readonly name: string | null;
  readonly value: string | null;
  readonly at: Date;
  readonly campaignId: number;
  readonly version: number;
  readonly variant: string;
}

export interface Identity {
  readonly identity: "visitor" | "customer";
  readonly identityId: string;
}

/** The same fields in the same order, so that equal effects read alike. */
const canonical = (effect: OrderEffect): OrderEffect => ({
  identity: effect.identity,
  identityId: effect.identityId,
  action: effect.action,
  segmentId: effect.segmentId,
  name: effect.name,
  value: effect.value,
  at: effect.at,
  campaignId: effect.campaignId,
  version: effect.version,
  variant: effect.variant,
});
const sameEffects = (a: readonly OrderEffect[], b: readonly OrderEffect[]) => JSON.stringify(a) === JSON.stringify(b);

/** Order joins are rows of their own, not folded into registers: touches can still change (design, section 4). */
export const effectStore = (tx: Tx, shopId: number) => ({
  /** Whose order it is: its customer's, else its visitor's. Null = nobody's whom we know. */
  async identityOf({ customerId, ref }: { customerId: bigint | null; ref: string | null }): Promise<Identity | null> {
    if (customerId !== null) return { identity: "customer", identityId: customerId.toString() };
    if (ref === null) return null;
    const visitor = await tx.visitor.findUnique({ where: { shopId_ref: { shopId, ref } }, select: { id: true } });
    return visitor && { identity: "visitor", identityId: visitor.id };
  },

  /** The rules of the versions that the last touches name, by campaign. */
  async rulesOf(
    touches: readonly { campaignId: number; version: number }[],
  ): Promise<Map<number, EnrolmentRule<number>[]>> {
    if (touches.length === 0) return new Map();
    const rows = await tx.campaignVersion.findMany({
      where: { shopId, OR: touches.map(({ campaignId, version }) => ({ campaignId, version })) },
      select: { campaignId: true, settings: true },
    });
    return new Map(rows.map(({ campaignId, settings }) => [campaignId, [...storedSettings(settings).rules]]));
  },

  /** Gives the effects that stood before; the same ones are left as they are. */
  async replace(
    orderId: bigint,
    effects: readonly OrderEffect[],
  ): Promise<{ before: OrderEffect[]; changed: boolean }> {
    const before = (await tx.orderEffect.findMany({
      where: { shopId, orderId },
      orderBy: { position: "asc" },
      omit: { shopId: true, orderId: true, position: true },
    })) as OrderEffect[];
    const ordered = effects.map(canonical);
    if (sameEffects(before.map(canonical), ordered)) return { before, changed: false };
    await tx.orderEffect.deleteMany({ where: { shopId, orderId } });
    await tx.orderEffect.createMany({
      data: ordered.map((effect, position) => ({ ...effect, shopId, orderId, position })),
    });
    return { before, changed: true };
  },
});
