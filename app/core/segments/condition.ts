/**
 * What a rule segment asks of a profile: a tree of all/any/none over conditions on what is stored. SQL decides
 * (features/segments); `meets` says the same of one profile's facts, and is what the SQL is held against.
 */
export const ACTS = ["saw", "clicked", "engaged", "submitted", "dismissed"] as const;
/** What somebody did with a campaign. */
export type Act = (typeof ACTS)[number];

export const PATH_TESTS = ["is", "starts", "has"] as const;
export const ORDER_SUMS = ["count", "total", "average"] as const;
/** What has pages of its own in a shop. */
export const SIGHTS = ["product", "collection"] as const;
export type Sight = (typeof SIGHTS)[number];
/** By what products are alike. */
export const LIKENESSES = ["type", "vendor", "tag"] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** At least so much, or less. */
export type Bound = "least" | "less";

interface Values {
  /** The profile is a customer of the shop, not a visitor alone. */
  readonly customer: null;
  /** First or last seen within the last days, or before. */
  readonly seen: readonly ["first" | "last", "within" | "before", days: number];
  /** Visits within the last days. */
  readonly visits: readonly [Bound, times: number, days: number];
  /** Views of pages whose path is, begins with or has the text (small letters). */
  readonly viewed: readonly [(typeof PATH_TESTS)[number], text: string, Bound, times: number, days: number];
  /** Views of pages of one product, or of one collection, by its number. */
  readonly viewedThis: readonly [Sight, id: number, Bound, times: number, days: number];
  /** Views of pages of products of that type, from that vendor or with that tag (small letters). */
  readonly viewedOf: readonly [Likeness, text: string, Bound, times: number, days: number];
  /** Acts with one campaign; 0 = with any. */
  readonly did: readonly [Act, campaign: number, Bound, times: number, days: number];
  /**
   * Orders (no tests, none cancelled) within the last days: how many, their value together or on average (minor units
   * of the shop's currency); only those with a product, where one is named (0 = any). No order has no average: it is
   * neither at least nor less than anything.
   */
  readonly ordered: readonly [(typeof ORDER_SUMS)[number], product: number, Bound, amount: number, days: number];
  /** Orders (as above) with a product of that type, from that vendor or with that tag (small letters). */
  readonly boughtOf: readonly [Likeness, text: string, Bound, times: number, days: number];
  /** The last order (no test, not cancelled) lies within the last days, or before; nobody without one. */
  readonly lastOrder: readonly ["within" | "before", days: number];
  /** An order was credited to this campaign; 0 = to any. */
  readonly converted: readonly [campaign: number, days: number];
  /** A member of another segment, for at least, or less than, so many hours. */
  readonly member: readonly [segment: number, Bound, hours: number];
  /** The customer has a tag in Shopify (small letters). */
  readonly tagged: string;
  /** The customer agreed to marketing by e-mail. */
  readonly subscribed: null;
  /** What Shopify counts over a customer's whole life, also from before the app: orders, or minor units spent. */
  readonly lifetime: readonly ["orders" | "spent", Bound, amount: number];
  /** An attribute that a campaign set. */
  readonly attribute: readonly [name: string, value: string];
}
export type ConditionKind = keyof Values;
export type Condition<K extends ConditionKind = ConditionKind> = { [P in K]: readonly [P, Values[P]] }[K];

export const GROUPS = ["all", "any", "none"] as const;
type Group = readonly [(typeof GROUPS)[number], readonly Definition[]];
/** The rule of a segment. */
export type Definition = Condition | Group;

/** Longer than any shop has kept events: "ever". */
export const EVER = 36_500;

export const isGroup = (definition: Definition): definition is Group => GROUPS.some((kind) => kind === definition[0]);

/** Every condition of the tree. */
export const conditionsOf = (definition: Definition): Condition[] =>
  isGroup(definition) ? definition[1].flatMap(conditionsOf) : [definition];

/** The segments whose members the rule asks for. */
export const segmentsIn = (definition: Definition): number[] =>
  conditionsOf(definition).flatMap((one) => (one[0] === "member" ? [one[1][0]] : []));

/** The numbers of the products, or of the collections, that the rule names. */
export const namedIn = (definition: Definition, what: Sight): number[] =>
  conditionsOf(definition).flatMap((one) => {
    if (one[0] === "viewedThis") return one[1][0] === what ? [one[1][1]] : [];
    return what === "product" && one[0] === "ordered" && one[1][1] !== 0 ? [one[1][1]] : [];
  });

const TIMELESS: ReadonlySet<ConditionKind> = new Set(["customer", "attribute", "tagged", "subscribed", "lifetime"]);

/** Whether time alone can change who meets it: then it is worked out anew every hour. */
export const followsClock = (definition: Definition): boolean =>
  conditionsOf(definition).some(([kind, value]) => {
    if (TIMELESS.has(kind)) return false;
    if (kind === "member") return value[2] > 0;
    return Number(value?.at(-1)) < EVER;
  });

/**
 * Segments in an order in which each comes after those that it asks for; null = some ask for one another in a circle.
 * What is not among them is no rule segment, and settled.
 */
export function inOrder(rules: ReadonlyMap<number, Definition>): number[] | null {
  const placed: number[] = [];
  const state = new Map<number, "open" | "done">();
  const place = (id: number): boolean => {
    const rule = rules.get(id);
    if (!rule || state.get(id) === "done") return true;
    if (state.get(id) === "open") return false;
    state.set(id, "open");
    if (!segmentsIn(rule).every(place)) return false;
    state.set(id, "done");
    placed.push(id);
    return true;
  };
  return [...rules.keys()].every(place) ? placed : null;
}
