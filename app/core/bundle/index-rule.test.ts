import { expect, test } from "vitest";
import type { EnrolmentRule, When } from "../audiences/enrol.ts";
import { compileRules, expandRules } from "./index-rule.ts";

const rule = (
  when: When,
  then: EnrolmentRule<number>["then"] = { do: "add", segment: 7 },
  block: string | null = null,
) => ({
  when,
  variant: null,
  block,
  then,
});
const key = (id: number) => `k${id}`;
const set = { do: "set", name: "size", value: "L" } as const;

test("the index carries what the browser acts on or measures, and nothing else", () => {
  const rules = [
    rule({ on: "click" }, undefined, "button"),
    rule({ on: "submit" }, { do: "remove", segment: 8 }),
    rule({ on: "view", seconds: 5 }),
    rule({ on: "view", seconds: 9 }, set),
    rule({ on: "engagement", element: "copy", times: 1 }, undefined, "code"),
    rule({ on: "page", path: "/thanks" }),
    rule({ on: "cart" }),
    rule({ on: "checkout" }),
    rule({ on: "goal", name: "wishlist" }),
    rule({ on: "click" }, set),
    rule({ on: "engagement", element: "copy", times: 2 }),
    rule({ on: "order", products: [1] }),
  ];
  const compiled = compileRules(rules, key);
  expect(compiled).toEqual([
    ["click", "button", "+k7"],
    ["submit", 0, "-k8"],
    ["view", 0, "+k7", 5],
    ["view", 0, "", 9],
    ["engagement", "code", "+k7", "copy"],
    ["page", 0, "", "/thanks"],
    ["cart", 0, ""],
    ["checkout", 0, ""],
    ["goal", 0, "", "wishlist"],
  ]);
  expect(expandRules(compiled).map((one) => [one.when, one.block, one.then])).toEqual([
    [{ on: "click" }, "button", { do: "add", segment: "k7" }],
    [{ on: "submit" }, null, { do: "remove", segment: "k8" }],
    [{ on: "view", seconds: 5 }, null, { do: "add", segment: "k7" }],
    [{ on: "view", seconds: 9 }, null, { do: "set", name: "", value: "" }],
    [{ on: "engagement", element: "copy", times: 1 }, "code", { do: "add", segment: "k7" }],
    [{ on: "page", path: "/thanks" }, null, { do: "set", name: "", value: "" }],
    [{ on: "cart" }, null, { do: "set", name: "", value: "" }],
    [{ on: "checkout" }, null, { do: "set", name: "", value: "" }],
    [{ on: "goal", name: "wishlist" }, null, { do: "set", name: "", value: "" }],
  ]);
  expect(expandRules([["order", 0, ""]])[0]?.when).toEqual({ on: "order", products: [] });
});
