import { describe, expect, test } from "vitest";
import type { EnrolmentRule, When } from "../audiences/enrol.ts";
import { makeContent } from "../campaigns/content.fake.ts";
import { misfitOf, thresholdsOf } from "./fit.ts";

const rule = (when: When, block: string | null = null): EnrolmentRule<number> => ({
  when,
  variant: null,
  block,
  then: { do: "add", segment: 1 },
});
const content = makeContent([
  { type: "button", name: "button", label: "Go", act: ["close"] },
  { type: "code", name: "code", code: "TEN" },
  { type: "email", name: "email", label: "E-mail", consent: "", withName: false },
]);
const variants = [{ id: "a", weight: 1, content }];
const rules = [rule({ on: "view", seconds: 5 }), rule({ on: "view", seconds: 9 }, "code"), rule({ on: "cart" })];
const fits = (event: object, version: object = {}) =>
  misfitOf({ kind: "click", variant: "a", ...event }, { variants, rules, ...version });

describe("what an event claims must exist in its version", () => {
  test.each<[string, object, string | null]>([
    ["a click on the button", { block: "button" }, null],
    ["a click on nothing", {}, "unknown_block"],
    ["a click on the moon", { block: "moon" }, "unknown_block"],
    ["a click on the form", { block: "email" }, "unknown_block"],
    ["another variant", { block: "button", variant: "b" }, "unknown_variant"],
    ["a submit of the form", { kind: "submit", block: "email" }, null],
    ["a submit of the button", { kind: "submit", block: "button" }, "unknown_block"],
    ["a copied code", { kind: "engagement", block: "code", element: "copy" }, null],
    ["the code's field", { kind: "engagement", block: "code", element: "field" }, "unknown_element"],
    ["an engagement with nothing", { kind: "engagement", block: "code" }, "unknown_element"],
    ["an engagement with a button", { kind: "engagement", block: "button", element: "copy" }, "unknown_element"],
    ["a view of the campaign", { kind: "view", seconds: 5 }, null],
    ["a view of a block", { kind: "view", seconds: 9, block: "code" }, null],
    ["a view for as long as nobody asked", { kind: "view", seconds: 9 }, "unknown_threshold"],
    ["a view without seconds", { kind: "view" }, "unknown_threshold"],
    ["a goal that a rule names", { kind: "goal", goal: "cart" }, null],
    ["a goal that none names", { kind: "goal", goal: "page" }, "unknown_goal"],
    ["an impression", { kind: "impression" }, null],
    ["an impression of a block", { kind: "impression", block: "button" }, "unknown_block"],
    ["an exposure shown", { kind: "exposure" }, null],
    ["an exposure held out", { kind: "exposure", arm: "held", variant: "" }, null],
    ["an exposure held out, with a variant", { kind: "exposure", arm: "held" }, "unknown_variant"],
  ])("%s", (_name, event, misfit) => {
    expect(fits(event)).toBe(misfit);
  });
  test("a block that another variant has", () => {
    const two = [...variants, { id: "b", weight: 1, content: makeContent([]) }];
    expect(fits({ block: "button", variant: "b" }, { variants: two })).toBe("unknown_block");
    expect(fits({ block: "button", variant: "a" }, { variants: two })).toBe(null);
  });
});

test("a version that names no threshold hears of 3 seconds, of the whole campaign", () => {
  expect([...thresholdsOf([], null)]).toEqual([3]);
  expect([...thresholdsOf([], "code")]).toEqual([]);
  expect([...thresholdsOf(rules, null)]).toEqual([5]);
});
