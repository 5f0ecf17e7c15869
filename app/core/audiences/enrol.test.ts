import { describe, expect, test } from "vitest";
import { effectsOf, effectsOfOrder, needsHistory, type EnrolmentRule, type When } from "./enrol.ts";

const rule = (when: When, more: Partial<EnrolmentRule<string>> = {}): EnrolmentRule<string> => ({
  when,
  variant: null,
  block: null,
  then: { do: "add", segment: "A" },
  ...more,
});
const add = { do: "add", segment: "A" };
const click = { kind: "click", variant: "a", block: "button" };

test("a rule concerns one block or variant, or all of them", () => {
  expect(effectsOf(click, [rule({ on: "click" })])).toEqual([add]);
  expect(effectsOf(click, [rule({ on: "click" }, { block: "button", variant: "a" })])).toEqual([add]);
  expect(effectsOf(click, [rule({ on: "click" }, { block: "link" }), rule({ on: "click" }, { variant: "b" })])).toEqual(
    [],
  );
});

test.each<[string, object, When, number]>([
  ["a submit", { kind: "submit" }, { on: "submit" }, 1],
  ["a submit is no click", { kind: "submit" }, { on: "click" }, 0],
  ["a view of the threshold", { kind: "view", seconds: 3 }, { on: "view", seconds: 3 }, 1],
  ["a view of another threshold", { kind: "view", seconds: 9 }, { on: "view", seconds: 3 }, 0],
  ["the first engagement", { kind: "engagement", element: "code" }, { on: "engagement", element: "code", times: 1 }, 1],
  ["another element", { kind: "engagement", element: "tab" }, { on: "engagement", element: "code", times: 1 }, 0],
  ["an order, which no event is", { kind: "goal", goal: "order" }, { on: "order", products: [] }, 0],
])("%s", (_name, event, when, effects) => {
  expect(effectsOf({ variant: "a", kind: "", ...event }, [rule(when)])).toHaveLength(effects);
});

test("what an event alone can't tell is left to the history", () => {
  const asked: [When, boolean][] = [
    [{ on: "engagement", element: "code", times: 2 }, true],
    [{ on: "engagement", element: "code", times: 1 }, false],
    [{ on: "cart" }, true],
    [{ on: "checkout" }, true],
    [{ on: "page", path: "/thanks" }, true],
    [{ on: "click" }, false],
  ];
  for (const [when, needed] of asked) expect(needsHistory(rule(when))).toBe(needed);
  expect(effectsOf({ kind: "goal", goal: "cart", variant: "" }, [rule({ on: "cart" })])).toEqual([]);
});

test("every action is told as the rule names it", () => {
  const actions: EnrolmentRule<string>["then"][] = [
    { do: "remove", segment: "B" },
    { do: "set", name: "size", value: "L" },
  ];
  expect(
    effectsOf(
      click,
      actions.map((then) => rule({ on: "click" }, { then })),
    ),
  ).toEqual(actions);
});

describe("an order", () => {
  const order = { variant: "a", products: new Set([7]) };
  test.each<[string, EnrolmentRule<string>, number]>([
    ["any", rule({ on: "order", products: [] }), 1],
    ["of one of the products", rule({ on: "order", products: [6, 7] }), 1],
    ["of none of them", rule({ on: "order", products: [6] }), 0],
    ["by another variant", rule({ on: "order", products: [] }, { variant: "b" }), 0],
    ["is no click", rule({ on: "click" }), 0],
  ])("%s", (_name, one, effects) => {
    expect(effectsOfOrder(order, [one])).toHaveLength(effects);
  });
});
