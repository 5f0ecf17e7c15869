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

/** Whether a trigger fires once these of its parts have happened. */
export function hasFired(trigger: Trigger, happened: ReadonlySet<number>): boolean {
  const { all, parts } = partsOfTrigger(trigger);
  return all ? happened.size === parts.length : happened.size > 0;
}
