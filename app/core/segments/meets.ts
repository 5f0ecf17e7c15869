import { meantPaths } from "../targeting/written-path.ts";
import {
  EVER,
  isGroup,
  type Act,
  type Bound,
  type Condition,
  type ConditionKind,
  type Definition,
  type Likeness,
  type Sight,
} from "./condition.ts";

/** All that is stored of one profile. Times in milliseconds since 1970. */
export interface ProfileFacts {
  readonly customer: boolean;
  /** Absent = no visitor of it was ever seen. */
  readonly firstSeen?: number | undefined;
  readonly lastSeen?: number | undefined;
  readonly pages: readonly FactPage[];
  readonly acts: readonly { readonly at: number; readonly act: Act; readonly campaign: number }[];
  readonly orders: readonly FactOrder[];
  /** Since when it is a member, by segment. */
  readonly memberOf: ReadonlyMap<number, number>;
  readonly attributes: ReadonlyMap<string, string>;
  /** As Shopify has the customer; nothing of a visitor alone. */
  readonly tags: readonly string[];
  readonly subscribed: boolean;
  readonly lifetime: { readonly orders: number; readonly spent: number };
}
/** The types, vendors and tags of products. */
type Likenesses = Readonly<Record<Likeness, readonly string[]>>;

interface FactPage {
  readonly at: number;
  readonly visit: string;
  readonly path: string;
  /** The product or the collection whose page it is. */
  readonly shows: Readonly<Partial<Record<Sight, number>>>;
  /** Of that product. */
  readonly of: Likenesses;
}
interface FactOrder {
  readonly at: number;
  /** Minor units of the shop's currency. */
  readonly value: number;
  readonly products: readonly number[];
  readonly campaigns: readonly number[];
  readonly of: Likenesses;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const isBound = (bound: Bound, is: number, amount: number) => is >= amount === (bound === "least");
/** A time that is `days` or more ago is not within them. */
const isWithin = (at: number, days: number, now: number) => days >= EVER || now - at < days * DAY;

type Tests = { readonly [K in ConditionKind]: (value: Condition<K>[1], facts: ProfileFacts, now: number) => boolean };
const TESTS: Tests = {
  customer: (_value, facts) => facts.customer,
  seen: ([which, when, days], facts, now) => {
    const at = which === "first" ? facts.firstSeen : facts.lastSeen;
    return at !== undefined && isWithin(at, days, now) === (when === "within");
  },
  visits: ([bound, times, days], { pages }, now) =>
    isBound(bound, new Set(pages.filter(({ at }) => isWithin(at, days, now)).map(({ visit }) => visit)).size, times),
  viewed: ([how, text, bound, times, days], { pages }, now) => {
    const { paths } = meantPaths(how, text);
    const fits = (path: string) =>
      paths.some((one) => (how === "is" ? path === one : how === "starts" ? path.startsWith(one) : path.includes(one)));
    const seen = pages.filter(({ at, path }) => isWithin(at, days, now) && fits(path.toLowerCase()));
    return isBound(bound, seen.length, times);
  },
  viewedThis: ([what, id, bound, times, days], { pages }, now) =>
    isBound(bound, pages.filter(({ at, shows }) => isWithin(at, days, now) && shows[what] === id).length, times),
  viewedOf: ([by, text, bound, times, days], { pages }, now) =>
    isBound(bound, pages.filter(({ at, of }) => isWithin(at, days, now) && of[by].includes(text)).length, times),
  did: ([act, campaign, bound, times, days], { acts }, now) => {
    const done = acts.filter(
      (one) => one.act === act && (campaign === 0 || one.campaign === campaign) && isWithin(one.at, days, now),
    );
    return isBound(bound, done.length, times);
  },
  ordered: ([sum, product, bound, amount, days], { orders }, now) => {
    const counted = orders.filter(
      ({ at, products }) => isWithin(at, days, now) && (product === 0 || products.includes(product)),
    );
    const total = counted.reduce((all, { value }) => all + value, 0);
    if (sum === "count") return isBound(bound, counted.length, amount);
    if (sum === "total") return isBound(bound, total, amount);
    return counted.length > 0 && isBound(bound, total / counted.length, amount);
  },
  boughtOf: ([by, text, bound, times, days], { orders }, now) =>
    isBound(bound, orders.filter(({ at, of }) => isWithin(at, days, now) && of[by].includes(text)).length, times),
  lastOrder: ([when, days], { orders }, now) =>
    orders.length > 0 && isWithin(Math.max(...orders.map(({ at }) => at)), days, now) === (when === "within"),
  converted: ([campaign, days], { orders }, now) =>
    orders.some(
      ({ at, campaigns }) =>
        isWithin(at, days, now) && (campaign === 0 ? campaigns.length > 0 : campaigns.includes(campaign)),
    ),
  member: ([segment, bound, hours], { memberOf }, now) => {
    const since = memberOf.get(segment);
    return since !== undefined && isBound(bound, now - since, hours * HOUR);
  },
  tagged: (tag, { tags }) => tags.includes(tag),
  subscribed: (_value, { subscribed }) => subscribed,
  lifetime: ([sum, bound, amount], { lifetime }) => isBound(bound, lifetime[sum], amount),
  attribute: ([name, value], { attributes }) => attributes.get(name) === value,
};

/** Whether a profile with these facts belongs into the segment at `now`. */
export function meets(definition: Definition, facts: ProfileFacts, now: number): boolean {
  if (!isGroup(definition)) return test(definition, facts, now);
  const [kind, parts] = definition;
  if (kind === "all") return parts.every((part) => meets(part, facts, now));
  const some = parts.some((part) => meets(part, facts, now));
  return kind === "any" ? some : !some;
}

const test = <K extends ConditionKind>([kind, value]: Condition<K>, facts: ProfileFacts, now: number): boolean =>
  TESTS[kind](value, facts, now);
