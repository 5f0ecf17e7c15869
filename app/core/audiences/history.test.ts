import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meets, type EnrolmentRule, type When } from "./enrol.ts";
import { CLICK_TOUCHES, effectsOfHistory, type StoredEvent } from "./history.ts";
import { compareStamps } from "./law.ts";

type Event = StoredEvent<string>;
const rule = (when: When, segment = "A", block: string | null = null): EnrolmentRule<string> => ({
  when,
  variant: null,
  block,
  then: { do: "add", segment },
});
const event = (kind: string, at: number, more: Partial<Event> = {}): Event => ({
  kind,
  at,
  id: `e${at}`,
  variant: "a",
  rules: [],
  clickWindow: 100,
  ...more,
});
const ids = (events: readonly Event[]) => effectsOfHistory(events).map((effect) => effect.event.id);

describe("engaged twice", () => {
  const twice = [rule({ on: "engagement", element: "code", times: 2 })];
  const copied = (at: number, more: Partial<Event> = {}) =>
    event("engagement", at, { element: "code", rules: twice, ...more });

  test("the second by time joins, and each later one; an earlier one that comes late re-ranks them", () => {
    expect(ids([copied(1)])).toEqual([]);
    expect(ids([copied(1), copied(2), copied(3)])).toEqual(["e2", "e3"]);
    expect(ids([copied(3), copied(2)])).toEqual(["e3"]);
    expect(ids([copied(3), copied(2), copied(1)])).toEqual(["e2", "e3"]);
  });
  test("every version's engagements count, by the n of the event's own version", () => {
    const thrice = [rule({ on: "engagement", element: "code", times: 3 })];
    expect(ids([copied(1, { rules: [] }), copied(2), copied(3, { rules: thrice })])).toEqual(["e2", "e3"]);
    expect(ids([copied(1), copied(2, { rules: thrice })])).toEqual([]);
  });
  test("another element or block is not counted", () => {
    expect(ids([copied(1, { element: "tab" }), copied(2)])).toEqual([]);
    const inBlock = [rule({ on: "engagement", element: "code", times: 2 }, "A", "form")];
    expect(ids([copied(1), copied(2, { rules: inBlock, block: "form" })])).toEqual([]);
  });
});

describe("a goal", () => {
  const goal = (at: number) => event("goal", at, { goal: "cart", rules: [rule({ on: "cart" })] });
  test("converts a campaign that was touched within its click window before", () => {
    expect(ids([goal(200)])).toEqual([]);
    expect(ids([event("impression", 150), goal(200)])).toEqual([]);
    for (const kind of CLICK_TOUCHES) {
      expect(ids([event(kind, 100), goal(200)])).toEqual(["e200"]);
      expect(ids([event(kind, 200, { id: "z" }), goal(200)])).toEqual(["e200"]);
      expect(ids([event(kind, 99), goal(200)])).toEqual([]);
      expect(ids([event(kind, 201), goal(200)])).toEqual([]);
    }
  });
});

const anyRule = fc.oneof(
  fc
    .record({ n: fc.integer({ min: 1, max: 3 }), element: fc.constantFrom("x", "y") })
    .map(({ n, element }) => rule({ on: "engagement", element, times: n }, `${element}${n}`)),
  fc.constant(rule({ on: "cart" }, "cart")),
);
const anyEvent: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom("engagement", "goal", "click", "impression"),
  at: fc.integer({ min: 0, max: 12 }),
  id: fc.uuid(),
  variant: fc.constant("a"),
  element: fc.constantFrom("x", "y"),
  goal: fc.constant("cart"),
  rules: fc.array(anyRule, { maxLength: 3 }),
  clickWindow: fc.integer({ min: 0, max: 6 }),
});

/** The rules read aloud, one event at a time. */
function naive(events: readonly Event[]): string[] {
  const told: string[] = [];
  for (const one of events)
    for (const own of one.rules) {
      const { when, then } = own;
      if (then.do === "set" || !meets(own, one)) continue;
      const before = events.filter((other) => compareStamps(other, one) <= 0 && meets(own, other)).length;
      const touched = events.some(
        (other) =>
          ["click", "engagement", "submit"].includes(other.kind) &&
          other.at <= one.at &&
          other.at >= one.at - one.clickWindow,
      );
      if (when.on === "engagement" ? when.times > 1 && before >= when.times : when.on === "cart" && touched)
        told.push(`${one.id} ${then.segment}`);
    }
  return told.sort();
}
const told = (events: readonly Event[]) =>
  effectsOfHistory(events)
    .map(({ event: { id }, then }) => `${id} ${then.do === "set" ? "" : String(then.segment)}`)
    .sort();

test("any history gives what the rules, read aloud, say; in any order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEvent, { maxLength: 10, selector: (one) => one.id }), (events) => {
      expect(told(events)).toEqual(naive(events));
      expect(told([...events].reverse())).toEqual(told(events));
    }),
  );
});

test("more events never take an effect away", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyEvent, { maxLength: 8, selector: (one) => one.id }), (events) => {
      const all = told(events);
      for (const one of told(events.slice(1))) expect(all).toContain(one);
    }),
  );
});
