/**
 * Targeting: a tree of all/any/none over conditions. The tuples are what the storefront index carries, so that a rule
 * costs few bytes; `TESTS` says what each means, `SOURCES` where its answer comes from.
 */
export const DEVICES = ["phone", "tablet", "desktop"] as const;
export type Device = (typeof DEVICES)[number];

/** Shopify's `request.page_type` values that a merchant can choose, most visited first. */
export const PAGE_TYPES = ["index", "product", "collection", "cart", "search", "page", "blog", "article"] as const;
export type PageType = (typeof PAGE_TYPES)[number];

/** Texts of this moment, compared in small letters (conditions are written so). Referrer and UTM fields are those with which the visit began. */
export const TEXT_FACTS = ["path", "query", "referrer", "source", "medium", "campaign", "language", "country"] as const;
export type TextFact = (typeof TEXT_FACTS)[number];
/** The cart's value in whole units of the shop's currency, and how many items it holds. */
export const NUMBER_FACTS = ["cart", "items"] as const;
export type NumberFact = (typeof NUMBER_FACTS)[number];
export const COMPARISONS = ["is", "starts", "has"] as const;
export type Comparison = (typeof COMPARISONS)[number];

interface Values {
  readonly page: readonly PageType[];
  readonly device: readonly Device[];
  readonly visitor: "new" | "returning";
  /** The opaque key of a segment. */
  readonly segment: string;
  /** Whether the text is, begins with or has any of these. */
  readonly text: readonly [TextFact, Comparison, readonly string[]];
  /** Whether the number is at least so much, or less than so much. */
  readonly number: readonly [NumberFact, "least" | "less", number];
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
  readonly texts: Readonly<Record<TextFact, string>>;
  readonly numbers: Readonly<Record<NumberFact, number>>;
}

/** Where an answer comes from: this moment, this browser's memory, or the server's memberships. Consent differs by it. */
export type Source = "now" | "own" | "known";

const SOURCES: Readonly<Record<keyof Values, Source>> = {
  page: "now",
  device: "now",
  visitor: "own",
  segment: "known",
  text: "now",
  number: "now",
};

const TESTS: { readonly [K in keyof Values]: (value: Values[K], facts: Facts) => boolean } = {
  page: (types, facts) => (types as readonly string[]).includes(facts.pageType),
  device: (devices, facts) => devices.includes(facts.device),
  visitor: (which, facts) => facts.returning === (which === "returning"),
  segment: (key, facts) => facts.segments.has(key),
  text: ([fact, how, values], { texts }) => {
    const is = texts[fact].toLowerCase();
    return values.some((value) =>
      how === "is" ? is === value : how === "has" ? is.includes(value) : is.startsWith(value),
    );
  },
  number: ([fact, how, value], { numbers }) => numbers[fact] >= value === (how === "least"),
};

/** Whether the facts satisfy the rule. An empty "all" and an empty "none" hold; an empty "any" does not. */
export function matches(rule: Rule, facts: Facts): boolean {
  if (rule[0] === "all") return rule[1].every((part) => matches(part, facts));
  if (rule[0] === "any") return rule[1].some((part) => matches(part, facts));
  if (rule[0] === "none") return !rule[1].some((part) => matches(part, facts));
  return testCondition(rule, facts);
}

const testCondition = <K extends keyof Values>([kind, value]: Condition<K>, facts: Facts): boolean =>
  TESTS[kind](value, facts);

/** Whether any condition of the rule is answered by `source`. */
export function asks(rule: Rule, source: Source): boolean {
  return rule[0] === "all" || rule[0] === "any" || rule[0] === "none"
    ? rule[1].some((part) => asks(part, source))
    : SOURCES[rule[0]] === source;
}
