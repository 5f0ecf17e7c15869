import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asks, matches, type Facts, type Rule } from "./rule.ts";

const facts: Facts = { pageType: "product", device: "phone", returning: true, segments: new Set(["vip"]) };

test.each<[string, Rule, boolean]>([
  ["a page of the chosen types", ["page", ["index", "product"]], true],
  ["a page of another type", ["page", ["cart"]], false],
  ["the chosen device", ["device", ["phone"]], true],
  ["another device", ["device", ["desktop", "tablet"]], false],
  ["a returning visitor where returning is asked", ["visitor", "returning"], true],
  ["a returning visitor where new is asked", ["visitor", "new"], false],
  ["a member of the segment", ["segment", "vip"], true],
  ["no member of the segment", ["segment", "lapsed"], false],
  ["all of nothing", ["all", []], true],
  ["any of nothing", ["any", []], false],
  ["none of nothing", ["none", []], true],
  [
    "a tree",
    [
      "all",
      [
        [
          "any",
          [
            ["segment", "vip"],
            ["segment", "x"],
          ],
        ],
        ["none", [["page", ["cart"]]]],
      ],
    ],
    true,
  ],
  [
    "a tree with one branch that fails",
    [
      "all",
      [
        ["segment", "vip"],
        ["none", [["device", ["phone"]]]],
      ],
    ],
    false,
  ],
])("%s", (_name, rule, expected) => {
  expect(matches(rule, facts)).toBe(expected);
});

describe("asks", () => {
  const rule: Rule = [
    "all",
    [
      ["page", ["cart"]],
      ["none", [["segment", "vip"]]],
    ],
  ];
  test.each([
    ["now", true],
    ["own", false],
    ["known", true],
  ] as const)("%s", (source, expected) => {
    expect(asks(rule, source)).toBe(expected);
  });
});

const condition = fc.oneof(
  fc.constantFrom<Rule>(["page", ["product"]], ["device", ["tablet"]], ["visitor", "new"]),
  fc.constantFrom("vip", "lapsed").map((key): Rule => ["segment", key]),
);
const { rule: anyRule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small" },
    condition,
    fc.tuple(fc.constantFrom("all", "any", "none"), fc.array(tie("rule"), { maxLength: 3 })) as fc.Arbitrary<Rule>,
  ),
}));

test("none is not any, and the order of parts does not matter", () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 4 }), (parts) => {
      expect(matches(["none", parts], facts)).toBe(!matches(["any", parts], facts));
      expect(matches(["all", [...parts].reverse()], facts)).toBe(matches(["all", parts], facts));
    }),
  );
});
