/**
 * Targeting: a tree of all/any/none over conditions. The tuples are what the storefront index carries, so that a rule
 * costs few bytes; `CONDITIONS` is the one table that says what each means and where its answer comes from.
 */
export const DEVICES = ["phone", "tablet", "desktop"] as const;
export type Device = (typeof DEVICES)[number];

/** Shopify's `request.page_type` values that a merchant can choose, most visited first. */
export const PAGE_TYPES = ["index", "product", "collection", "cart", "search", "page", "blog", "article"] as const;
export type PageType = (typeof PAGE_TYPES)[number];

interface Values {
  readonly page: readonly PageType[];
  readonly device: readonly Device[];
  readonly visitor: "new" | "returning";
  /** The opaque key of a segment. */
  readonly segment: string;
}

export type Condition<K extends keyof Values = keyof Values> = { [P in K]: readonly [P, Values[P]] }[K];

export type Rule =
  | Condition
  | readonly ["all", readonly Rule[]]
  | readonly ["any", readonly Rule[]]
  | readonly ["none", readonly Rule[]];

/** What a rule is judged by. A page type that merchants cannot choose (an account page) matches no page condition. */
export interface Facts {
  readonly pageType: string;
  readonly device: Device;
  /** Whether this visitor was here on an earlier visit. */
  readonly returning: boolean;
  /** Opaque keys of the segments this visitor belongs to. */
  readonly segments: ReadonlySet<string>;
}

/** Where an answer comes from: this moment, this browser's memory, or the server's memberships. Consent differs by it. */
export type Source = "now" | "own" | "known";

type Meaning = {
  readonly [K in keyof Values]: {
    readonly source: Source;
    readonly test: (value: Values[K], facts: Facts) => boolean;
  };
};

export const CONDITIONS: Meaning = {
  page: { source: "now", test: (types, facts) => (types as readonly string[]).includes(facts.pageType) },
  device: { source: "now", test: (devices, facts) => devices.includes(facts.device) },
  visitor: { source: "own", test: (which, facts) => facts.returning === (which === "returning") },
  segment: { source: "known", test: (key, facts) => facts.segments.has(key) },
};

/** Whether the facts satisfy the rule. An empty "all" and an empty "none" hold; an empty "any" does not. */
export function matches(rule: Rule, facts: Facts): boolean {
  switch (rule[0]) {
    case "all":
      return rule[1].every((part) => matches(part, facts));
    case "any":
      return rule[1].some((part) => matches(part, facts));
    case "none":
      return !rule[1].some((part) => matches(part, facts));
    case "page":
    case "device":
    case "visitor":
    case "segment":
      return testCondition(rule, facts);
  }
}

const testCondition = <K extends keyof Values>([kind, value]: Condition<K>, facts: Facts): boolean =>
  CONDITIONS[kind].test(value, facts);

/** Whether any condition of the rule is answered by `source`. */
export function asks(rule: Rule, source: Source): boolean {
  return rule[0] === "all" || rule[0] === "any" || rule[0] === "none"
    ? rule[1].some((part) => asks(part, source))
    : CONDITIONS[rule[0]].source === source;
}
