/**
 * Targeting: a tree of all/any/none over conditions. The tuples are what the storefront index carries, so that a rule
 * costs few bytes; `TESTS` says what each means, `SOURCES` where its answer comes from.
 */
export const DEVICES = ["phone", "tablet", "desktop"] as const;
export type Device = (typeof DEVICES)[number];

/** Shopify's `request.page_type` values that a merchant can choose, most visited first. */
export const PAGE_TYPES = ["index", "product", "collection", "cart", "search", "page", "blog", "article"] as const;
export type PageType = (typeof PAGE_TYPES)[number];

/**
 * Texts of this moment, compared in small letters (conditions are written so). Referrer, landing and UTM fields are those
 * with which the visit began; `path` and `landing` are in their normal form (address.ts); `came` is the referrer of this
 * very page; `day` is the weekday where the shop is ("mon"); handles, types and vendors of the products in the cart stand
 * between bars, with one at either end.
 */
export const TEXT_FACTS = [
  "path",
  "query",
  "referrer",
  "came",
  "landing",
  "source",
  "medium",
  "campaign",
  "term",
  "content",
  "language",
  "country",
  "market",
  "day",
  "products",
  "types",
  "vendors",
] as const;
export type TextFact = (typeof TEXT_FACTS)[number];
/**
 * The cart's value in whole units of the shop's currency, and how many items it holds; seconds since 1970; hour (0–23)
 * where the shop is; seconds and pages of this visit; visits, and whole days since the one before.
 */
export const NUMBER_FACTS = ["cart", "items", "time", "hour", "stay", "pages", "visits", "away"] as const;
export type NumberFact = (typeof NUMBER_FACTS)[number];
/** `like`: a star stands for anything. */
export const COMPARISONS = ["is", "starts", "has", "like"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a visitor may have done with a campaign. */
export const DEEDS = ["shown", "clicked", "submitted", "dismissed"] as const;
export type Deed = (typeof DEEDS)[number];

interface Values {
  readonly page: readonly PageType[];
  readonly device: readonly Device[];
  readonly visitor: "new" | "returning";
  /** The opaque key of a segment. */
  readonly segment: string;
  /** The folder of the page's language, with its slashes: "/fr/". */
  readonly folder: string;
  /** Whether the text is, begins with, has or looks like any of these. */
  readonly text: readonly [TextFact, Comparison, readonly string[]];
  /** Whether the number is at least so much, or less than so much. */
  readonly number: readonly [NumberFact, "least" | "less", number];
  /** Whether the visitor did so with the campaign at least, or less than, so many times within so many days. */
  readonly past: readonly [campaign: number, Deed, "least" | "less", times: number, days: number];
}

export type Condition<K extends keyof Values = keyof Values> = { [P in K]: readonly [P, Values[P]] }[K];

export type Rule =
  | Condition
  | readonly ["all", readonly Rule[]]
  | readonly ["any", readonly Rule[]]
  | readonly ["none", readonly Rule[]];

/**
 * What a rule is judged by. A page type that merchants cannot choose (an account page) matches no page condition. What is
 * not asked for need not be found out.
 */
export interface Facts {
  readonly pageType: string;
  readonly device: Device;
  /** Whether this visitor was here on an earlier visit. */
  readonly returning: boolean;
  /** Opaque keys of the segments this visitor belongs to. */
  readonly segments: ReadonlySet<string>;
  /** Of the page's language: "/fr/"; "/" if it has none. */
  readonly belowRoot: string;
  readonly text: (fact: TextFact) => string;
  readonly number: (fact: NumberFact) => number;
  /** How often within so many days. */
  readonly past: (campaign: number, deed: Deed, days: number) => number;
}

/** Where an answer comes from: this moment, this browser's memory, or the server's memberships. Consent differs by it. */
export type Source = "now" | "own" | "known";

const OWN_NUMBERS: ReadonlySet<NumberFact> = new Set(["stay", "pages", "visits", "away"]);
const isOwn = (condition: Condition): boolean =>
  condition[0] === "visitor" ||
  condition[0] === "past" ||
  (condition[0] === "number" && OWN_NUMBERS.has(condition[1][0]));

/** In the pattern * stands for any text. Piece by piece: as a regular expression it would go back and forth. */
function isLike(is: string, pattern: string): boolean {
  const pieces = pattern.split("*");
  const last = pieces.pop() ?? "";
  let at = 0;
  const follows = (piece: string, n: number) => {
    const found = is.indexOf(piece, at);
    at = found + piece.length;
    return n > 0 ? found >= 0 : found === 0;
  };
  return pieces.every(follows) && (pieces.length > 0 ? is.slice(at).endsWith(last) : is === last);
}

const isWith = (is: string, how: Comparison, value: string): boolean =>
  how === "is"
    ? is === value
    : how === "has"
      ? is.includes(value)
      : how === "starts"
        ? is.startsWith(value)
        : isLike(is, value);

type Tests = { readonly [K in keyof Values]: (value: Values[K], facts: Facts) => boolean };
const TESTS: Tests & Record<"all" | "any" | "none", (parts: readonly Rule[], facts: Facts) => boolean> = {
  all: (parts, facts) => parts.every((part) => matches(part, facts)),
  any: (parts, facts) => parts.some((part) => matches(part, facts)),
  none: (parts, facts) => !TESTS.any(parts, facts),
  page: (types, facts) => (types as readonly string[]).includes(facts.pageType),
  device: (devices, facts) => devices.includes(facts.device),
  visitor: (which, facts) => facts.returning === (which === "returning"),
  segment: (key, facts) => facts.segments.has(key),
  folder: (folder, facts) => facts.belowRoot === folder,
  text: ([fact, how, values], facts) => {
    const is = facts.text(fact).toLowerCase();
    return values.some((value) => isWith(is, how, value));
  },
  number: ([fact, how, value], facts) => facts.number(fact) >= value === (how === "least"),
  past: ([campaign, deed, how, times, days], facts) => facts.past(campaign, deed, days) >= times === (how === "least"),
};

/** Whether the facts satisfy the rule. An empty "all" and an empty "none" hold; an empty "any" does not. */
export const matches = ([kind, value]: Rule, facts: Facts): boolean =>
  // Which test goes with which value is settled by the type of TESTS.
  (TESTS[kind] as (value: unknown, facts: Facts) => boolean)(value, facts);

/** Whether any condition of the rule is answered by `source`. */
export function asks(rule: Rule, source: Source): boolean {
  if (rule[0] === "all" || rule[0] === "any" || rule[0] === "none") return rule[1].some((part) => asks(part, source));
  return source === (rule[0] === "segment" ? "known" : isOwn(rule) ? "own" : "now");
}
