/**
 * What makes an eligible campaign appear. Tuples, as the storefront index carries them. Seconds, percent of the page's
 * height, whole units of the shop's currency.
 */
export type TriggerPart =
  | readonly ["load"]
  | readonly ["delay", number]
  | readonly ["scroll", number]
  | readonly ["exit"]
  | readonly ["idle", number]
  /** A CSS selector: a person clicks an element that matches. */
  | readonly ["click", string]
  /** Something was added to the cart on this page. */
  | readonly ["added"]
  /** The n-th page of the visit, and each later one. */
  | readonly ["pages", number]
  /** The cart is worth so much. */
  | readonly ["cart", number];

export const TRIGGER_KINDS = ["load", "delay", "scroll", "exit", "idle", "click", "added", "pages", "cart"] as const;
export type TriggerKind = TriggerPart[0];

/** One part, or several of which any or all must have happened on this page. */
export type Trigger = TriggerPart | Combined;

type Combined = readonly ["any" | "all", readonly TriggerPart[]];
const isCombined = (trigger: Trigger): trigger is Combined => trigger[0] === "any" || trigger[0] === "all";

/** The parts of a trigger, and whether all are needed. */
export function partsOfTrigger(trigger: Trigger): { readonly all: boolean; readonly parts: readonly TriggerPart[] } {
  return isCombined(trigger) ? { all: trigger[0] === "all", parts: trigger[1] } : { all: true, parts: [trigger] };
}

/** A trigger as the index carries it: of these parts so many must have happened on the page. */
export type IndexTrigger = readonly [needed: number, parts: readonly TriggerPart[]];

export function compileTrigger(trigger: Trigger): IndexTrigger {
  const { all, parts } = partsOfTrigger(trigger);
  return [all ? parts.length : 1, parts];
}
