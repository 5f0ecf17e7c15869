import { effectsOfOrder, type EnrolmentRule } from "#app/core/audiences/enrol.ts";
import { compareStamps, type Stamp } from "#app/core/audiences/law.ts";
import type { Identity, OrderEffect } from "./effect.store.server.ts";

interface Touch extends Stamp {
  readonly campaignId: number;
  readonly version: number;
  readonly variant: string;
}

interface Known {
  /** By campaign, the rules of the version that its last touch names. */
  readonly rules: ReadonlyMap<number, readonly EnrolmentRule<number>[]>;
  /** What was ordered, whatever was refunded or edited later. */
  readonly products: ReadonlySet<number>;
}

/** What an order does to its identity: the rules of each campaign that has a touch in its list, by its last touch. */
export function convert(
  { identity, identityId, at }: Identity & { readonly at: Date },
  touches: readonly Touch[],
  { rules, products }: Known,
): OrderEffect[] {
  return lastTouches(touches).flatMap(({ campaignId, version, variant }) =>
    effectsOfOrder({ variant, products }, rules.get(campaignId) ?? []).map((then) => ({
      identity,
      identityId,
      action: then.do,
      segmentId: then.do === "set" ? null : then.segment,
      name: then.do === "set" ? then.name : null,
      value: then.do === "set" ? then.value : null,
      at,
      campaignId,
      version,
      variant,
    })),
  );
}

/** Of each campaign the last touch, in the order of the campaigns. */
export function lastTouches<T extends Touch>(touches: readonly T[]): T[] {
  const last = new Map<number, T>();
  for (const touch of [...touches].sort(compareStamps)) last.set(touch.campaignId, touch);
  return [...last.values()].sort((a, b) => a.campaignId - b.campaignId);
}
