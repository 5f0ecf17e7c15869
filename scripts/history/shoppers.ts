import { uuidv7 } from "../../app/core/identity/uuid.ts";
import type { Device } from "../../app/core/targeting/rule.ts";
import { PRODUCTS, type Product } from "../../sandbox/world.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The same everywhere, for the same seed (mulberry32, T. Ettinger, public domain). */
export function chances(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (most: number) => Math.floor(next() * most),
    happens: (share: number) => next() < share,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
    /** A UUIDv7 of that time. */
    id: (at: number) =>
      uuidv7(
        at,
        "xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => Math.floor(next() * 16).toString(16)),
      ),
  };
}
export type Chances = ReturnType<typeof chances>;

export interface Shopper {
  readonly number: number;
  readonly visitor: string;
  readonly ref: string;
  readonly device: Device;
  readonly consent: "analytics" | "marketing";
  /** What they look at most. */
  readonly likes: Product;
  /** The share of their visits that end in an order. */
  readonly buys: number;
  readonly email: string;
  /** What brought them first: what followed ? in the landing page's address. */
  readonly query: string;
  readonly referrer: string;
  /** Since when and how often they saw each campaign. */
  readonly seen: Map<number, number>;
  memberships: ReadonlySet<string>;
  customer: bigint | null;
}

export interface Visit {
  readonly shopper: Shopper;
  readonly at: number;
  readonly first: boolean;
}

const SOURCES = [
  ["https://www.google.com/", ""],
  ["https://www.google.com/", "utm_source=google&utm_medium=cpc&utm_campaign=kettles"],
  ["https://www.instagram.com/", "utm_source=instagram&utm_medium=social"],
  ["", "utm_source=newsletter&utm_medium=email"],
  ["", ""],
] as const;
/** More in the evening, fewest at night: the weight of each hour of the day (UTC). */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 8, 9, 8, 7, 7, 8, 10, 13, 16, 15, 10, 5, 2];
/** From Monday (the first of the history may be any day). */
const WEEKdays = [0.9, 0.9, 0.95, 1, 1.1, 1.3, 1.4];

/** A moment of that day, at an hour when people shop. */
function momentOf(chance: Chances, day: number): number {
  const total = HOURS.reduce((sum, weight) => sum + weight, 0);
  let left = chance.next() * total;
  const hour = HOURS.findIndex((weight) => (left -= weight) < 0);
  return day + Math.max(hour, 0) * HOUR + chance.below(HOUR);
}

interface Span {
  readonly start: number;
  readonly days: number;
  readonly shoppers: number;
}

/** All visits of the history, in the order of time: `shoppers` people, who come up to nine times. */
export function visitsOf(chance: Chances, { start, days, shoppers }: Span): Visit[] {
  const visits: Visit[] = [];
  for (let number = 0; number < shoppers; number++) {
    // The shop grows: later days bring more.
    const day = Math.floor(days * Math.sqrt(chance.next()));
    const weekday = (new Date(start + day * DAY).getUTCDay() + 6) % 7;
    const first = momentOf(
      chance,
      start + (chance.happens((WEEKdays[weekday] ?? 1) / 1.4) ? day : (day + 3) % days) * DAY,
    );
    const [referrer, query] = chance.pick(SOURCES);
    const loyal = chance.happens(0.15);
    const shopper: Shopper = {
      number,
      visitor: chance.id(first),
      ref: chance.id(first).replaceAll("-", "").slice(8, 32),
      device: chance.happens(0.62) ? "phone" : chance.happens(0.85) ? "desktop" : "tablet",
      consent: chance.happens(0.88) ? "marketing" : "analytics",
      likes: chance.pick(PRODUCTS),
      buys: loyal ? 0.21 : 0.048,
      email: `shopper${number}@example.com`,
      query,
      referrer,
      seen: new Map(),
      memberships: new Set(),
      customer: null,
    };
    let at = first;
    const most = loyal ? 9 : 4;
    for (let count = 0; count < most && at < start + days * DAY; count++) {
      visits.push({ shopper, at, first: count === 0 });
      if (!chance.happens(loyal ? 0.75 : 0.35)) break;
      at = momentOf(chance, Math.floor(at / DAY) * DAY + (1 + chance.below(loyal ? 14 : 24)) * DAY);
    }
  }
  return visits.sort((one, other) => one.at - other.at || one.shopper.number - other.shopper.number);
}
