/**
 * What makes an eligible campaign appear: all that is known of each kind, but for its words (words.ts) and how the
 * storefront notices it (extensions/storefront/src/triggers.ts). A kind with bounds has a number within them: seconds,
 * percent of the page's height, pages of the visit, whole units of the shop's currency. One with a selector waits for a
 * person's click on an element that matches that. The others have nothing.
 */
export const TRIGGERS = {
  load: {},
  delay: { least: 1, most: 600, usual: 5 },
  scroll: { least: 1, most: 100, usual: 50 },
  exit: {},
  idle: { least: 3, most: 600, usual: 20 },
  click: { selector: true },
  /** Something was added to the cart on this page. */
  added: {},
  /** The n-th page of the visit, and each later one. How many there were is remembered, which asks for consent. */
  pages: { least: 2, most: 50, usual: 2, remembers: true },
  /** The cart is worth so much. */
  cart: { least: 1, most: 100_000, usual: 50 },
} as const satisfies Record<string, TriggerKindFacts>;

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}
type TriggerKindFacts = (Bounds | { readonly selector?: true }) & { readonly remembers?: true };
type Table = typeof TRIGGERS;
export type TriggerKind = keyof Table;
export const TRIGGER_KINDS = Object.keys(TRIGGERS) as [TriggerKind, ...TriggerKind[]];

/** Tuples, as the storefront index carries them. */
export type TriggerPart = {
  [K in TriggerKind]: Table[K] extends Bounds
    ? readonly [K, number]
    : Table[K] extends { readonly selector: true }
      ? readonly [K, string]
      : readonly [K];
}[TriggerKind];

/** The bounds of a kind with a number. */
export function boundsOf(kind: TriggerKind): Bounds | null {
  const facts: TriggerKindFacts = TRIGGERS[kind];
  return "least" in facts ? facts : null;
}
export const takesSelector = (kind: TriggerKind): boolean => "selector" in TRIGGERS[kind];

/** Whether it is a part, whoever says so. */
export function isTriggerPart(part: unknown): part is TriggerPart {
  if (!Array.isArray(part)) return false;
  const [kind, value, ...more] = part as unknown[];
  if (typeof kind !== "string" || !Object.hasOwn(TRIGGERS, kind) || more.length > 0) return false;
  if (boundsOf(kind as TriggerKind)) return typeof value === "number";
  return takesSelector(kind as TriggerKind) ? typeof value === "string" : value === undefined;
}

/** One part, or several of which any or all must have happened on this page. */
export type Trigger = TriggerPart | Combined;

type Combined = readonly ["any" | "all", readonly TriggerPart[]];
const isCombined = (trigger: Trigger): trigger is Combined => trigger[0] === "any" || trigger[0] === "all";

/** The parts of a trigger, and whether all are needed. */
export function partsOfTrigger(trigger: Trigger): { readonly all: boolean; readonly parts: readonly TriggerPart[] } {
  return isCombined(trigger) ? { all: trigger[0] === "all", parts: trigger[1] } : { all: true, parts: [trigger] };
}

/** Whether it asks for what a browser remembers. */
export const remembers = (trigger: Trigger): boolean =>
  partsOfTrigger(trigger).parts.some(([kind]) => "remembers" in TRIGGERS[kind]);

/** A trigger as the index carries it: of these parts so many must have happened on the page. */
export type IndexTrigger = readonly [needed: number, parts: readonly TriggerPart[]];

export function compileTrigger(trigger: Trigger): IndexTrigger {
  const { all, parts } = partsOfTrigger(trigger);
  return [all ? parts.length : 1, parts];
}
