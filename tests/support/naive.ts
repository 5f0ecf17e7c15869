/**
 * What the facts say, worked out the slow and plain way: every rule read aloud over all facts at once. The tests hold
 * what the databases keep against it. It shares no code with the app.
 */
export interface EventFact {
  readonly id: string;
  readonly visitor: string;
  readonly at: number;
  readonly kind: "click" | "view" | "copy" | "submit" | "cart" | "dismiss";
}
export interface SignedFact {
  readonly visitor: string;
  readonly customer: number;
  readonly at: number;
}
export interface OrderFact {
  readonly id: number;
  readonly visitor: string | null;
  readonly customer: number | null;
  readonly at: number;
  readonly product: number;
  readonly test: boolean;
}
export interface PartedFact {
  readonly visitor: string;
  readonly customer: number;
}
export interface Facts {
  readonly visitors: readonly string[];
  readonly events: readonly EventFact[];
  readonly signed: readonly SignedFact[];
  readonly orders: readonly OrderFact[];
  readonly parted: readonly PartedFact[];
}

/** Registers as [at, id], null where there is none. */
export interface Register {
  first: string | null;
  joined: string | null;
  left: string | null;
}

export const AUDIENCES = ["clicked", "viewed", "copied twice", "carted", "bought"] as const;
export type Audience = (typeof AUDIENCES)[number];
export const WINDOW = 2 * 86_400_000;
export const PRODUCT = 77;
const DAY = 86_400_000;

interface Fact {
  identity: string;
  audience: Audience;
  does: "join" | "leave";
  at: number;
  id: string;
}

const before = (a: { at: number; id: string }, b: { at: number; id: string }) =>
  a.at !== b.at ? a.at < b.at : a.id < b.id;
const TOUCHES: readonly string[] = ["click", "copy", "submit"];

/**
 * The rules of the test's campaign: a click adds to "clicked", a view to "viewed", the second copy of the code and each
 * later one to "copied twice", a cart within the window after a touch to "carted"; a submit removes from "clicked"; an
 * order of the product adds to "bought" and removes from "viewed".
 */
function factsOfEvents({ events }: Facts): Fact[] {
  return events.flatMap((event): Fact[] => {
    const fact = (audience: Audience, does: "join" | "leave" = "join"): Fact[] => [
      { identity: event.visitor, audience, does, at: event.at, id: event.id },
    ];
    const own = events.filter((other) => other.visitor === event.visitor);
    switch (event.kind) {
      case "click":
        return fact("clicked");
      case "view":
        return fact("viewed");
      case "submit":
        return fact("clicked", "leave");
      case "copy":
        return own.some((other) => other.kind === "copy" && before(other, event)) ? fact("copied twice") : [];
      case "cart":
        return own.some(
          (other) => TOUCHES.includes(other.kind) && other.at <= event.at && other.at >= event.at - WINDOW,
        )
          ? fact("carted")
          : [];
      case "dismiss":
        return [];
    }
  });
}

/** The customer of a visitor: of its signed link, else of its first order; what the merchant parted does not count. */
export function ownerOf({ signed, orders, parted }: Facts, visitor: string): number | null {
  const apart = (customer: number | null) => parted.some((one) => one.visitor === visitor && one.customer === customer);
  const login = signed.find((one) => one.visitor === visitor && !apart(one.customer));
  if (login) return login.customer;
  const [first] = orders
    .filter((one) => one.visitor === visitor && one.customer !== null && !apart(one.customer))
    .sort((a, b) => a.at - b.at || a.id - b.id);
  return first?.customer ?? null;
}

const identityOf = (order: OrderFact) => (order.customer !== null ? `c${order.customer}` : order.visitor);

export function factsOfOrders(facts: Facts): Fact[] {
  return facts.orders.flatMap((order): Fact[] => {
    const identity = identityOf(order);
    if (order.test || identity === null || order.product !== PRODUCT) return [];
    const together = order.visitor === null || ownerOf(facts, order.visitor) === order.customer;
    const visitors =
      order.customer === null || !together
        ? [order.visitor]
        : facts.visitors.filter((one) => ownerOf(facts, one) === order.customer || one === order.visitor);
    const end = order.at + 999;
    const touched = facts.events.some(
      (event) =>
        visitors.includes(event.visitor) && TOUCHES.includes(event.kind) && event.at <= end && event.at >= end - WINDOW,
    );
    if (!touched) return [];
    const id = String(order.id);
    return [
      { identity, audience: "bought", does: "join", at: order.at, id },
      { identity, audience: "viewed", does: "leave", at: order.at, id },
    ];
  });
}

const text = (fact: Fact | undefined) => fact && `${fact.at} ${fact.id}`;

/** The registers that the events leave, by "visitor audience". */
export function registers(facts: Facts): Record<string, Register> {
  const kept: Record<string, Register> = {};
  const all = factsOfEvents(facts);
  for (const { identity, audience } of all) {
    const own = all.filter((one) => one.identity === identity && one.audience === audience);
    const joins = own.filter((one) => one.does === "join").sort((a, b) => (before(a, b) ? -1 : 1));
    const leaves = own.filter((one) => one.does === "leave").sort((a, b) => (before(a, b) ? -1 : 1));
    kept[`${identity} ${audience}`] = {
      first: text(joins[0]) ?? null,
      joined: text(joins.at(-1)) ?? null,
      left: text(leaves.at(-1)) ?? null,
    };
  }
  return kept;
}

/**
 * Who is a member at `now`, as "profile audience". "clicked" ends on an order, "viewed" on joining "carted", "copied
 * twice" after a day.
 */
export function members(facts: Facts, now: number): string[] {
  const all = [...factsOfEvents(facts), ...factsOfOrders(facts)];
  const profileOf = (identity: string) => {
    if (identity.startsWith("c")) return identity;
    const owner = ownerOf(facts, identity);
    return owner === null ? `v${identity}` : `c${owner}`;
  };
  const latest = (profile: string, audience: Audience, does: "join" | "leave") =>
    all
      .filter((one) => profileOf(one.identity) === profile && one.audience === audience && one.does === does)
      .reduce<number | null>((max, one) => (max === null || one.at > max ? one.at : max), null);
  const lastOrder = (profile: string) =>
    facts.orders
      .filter((one) => {
        const identity = identityOf(one);
        return !one.test && identity !== null && profileOf(identity) === profile;
      })
      .reduce<number | null>((max, one) => Math.max(max ?? 0, one.at + 999), null);
  const profiles = new Set(all.map((one) => profileOf(one.identity)));
  return [...profiles]
    .flatMap((profile) =>
      AUDIENCES.filter((audience) => {
        const joined = latest(profile, audience, "join");
        if (joined === null) return false;
        const leaves = [
          latest(profile, audience, "leave"),
          audience === "clicked" ? lastOrder(profile) : null,
          audience === "viewed" ? latest(profile, "carted", "join") : null,
        ];
        return (
          leaves.every((left) => left === null || joined >= left) && (audience !== "copied twice" || now < joined + DAY)
        );
      }).map((audience) => `${profile} ${audience}`),
    )
    .sort();
}
