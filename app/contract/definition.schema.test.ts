import { expect, it } from "vitest";
import type { Condition, ConditionKind } from "#app/core/segments/condition.ts";
import { storedDefinition } from "./definition.schema.ts";

const ONE_OF_EACH: { readonly [K in ConditionKind]: Condition<K> } = {
  customer: ["customer", null],
  seen: ["seen", ["last", "within", 7]],
  visits: ["visits", ["least", 3, 30]],
  viewed: ["viewed", ["starts", "/products/", "least", 2, 30]],
  viewedThis: ["viewedThis", ["product", 8_001, "less", 2, 30]],
  viewedOf: ["viewedOf", ["vendor", "fern", "least", 2, 30]],
  did: ["did", ["clicked", 0, "least", 1, 30]],
  ordered: ["ordered", ["total", 0, "least", 5_000, 90]],
  boughtOf: ["boughtOf", ["type", "pots", "least", 1, 90]],
  lastOrder: ["lastOrder", ["before", 60]],
  converted: ["converted", [0, 30]],
  member: ["member", [7, "least", 0]],
  tagged: ["tagged", "vip"],
  subscribed: ["subscribed", null],
  lifetime: ["lifetime", ["spent", "least", 10_000]],
  attribute: ["attribute", ["likes", "tea"]],
};

it.each(Object.values(ONE_OF_EACH))("reads a condition as it was stored: %s", (...condition) => {
  expect(storedDefinition(JSON.parse(JSON.stringify(condition)))).toEqual(condition);
});

it("reads groups in groups, and refuses what is no rule", () => {
  const rule = [
    "any",
    [
      ["all", Object.values(ONE_OF_EACH)],
      ["none", [ONE_OF_EACH.tagged]],
    ],
  ];
  expect(storedDefinition(rule)).toEqual(rule);
  for (const odd of [null, {}, ["some", []], ["tagged", 7], ["any", [["member", [7]]]]])
    expect(() => storedDefinition(odd)).toThrow();
});
