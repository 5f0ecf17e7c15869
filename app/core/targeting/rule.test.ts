import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asks, matches, type Facts, type NumberFact, type Rule, type TextFact } from "./rule.ts";

const TEXTS: Partial<Record<TextFact, string>> = {
  path: "/products/fern-pot",
  query: "?variant=1",
  referrer: "www.google.com/search",
  source: "news",
  language: "de",
  country: "at",
};
const NUMBERS: Partial<Record<NumberFact, number>> = { cart: 49.9, items: 2, hour: 9 };
const facts: Facts = {
  belowRoot: "/",
  pageType: "product",
  device: "phone",
  returning: true,
  segments: new Set(["vip"]),
  text: (fact) => TEXTS[fact] ?? "",
  number: (fact) => NUMBERS[fact] ?? 0,
  past: (campaign, deed, days) => (campaign === 7 && deed === "dismissed" && days >= 5 ? 2 : 0),
};

test.each<[string, Rule, boolean]>([
  ["a page of the chosen types", ["page", ["index", "product"]], true],
  ["a page of another type", ["page", ["cart"]], false],
  ["the chosen device", ["device", ["phone"]], true],
  ["another device", ["device", ["desktop", "tablet"]], false],
  ["a returning visitor where returning is asked", ["visitor", "returning"], true],
  ["a returning visitor where new is asked", ["visitor", "new"], false],
  ["a member of the segment", ["segment", "vip"], true],
  ["no member of the segment", ["segment", "lapsed"], false],
  ["a page below no language's folder", ["folder", "/"], true],
  ["a page below another folder", ["folder", "/fr/"], false],
  ["a path that begins so", ["text", ["path", "starts", ["/collections/", "/products/"]]], true],
  ["a path that begins otherwise", ["text", ["path", "starts", ["/cart"]]], false],
  ["a referrer that has it", ["text", ["referrer", "has", ["google."]]], true],
  ["a referrer that has it not", ["text", ["referrer", "has", ["bing."]]], false],
  ["a country that is it", ["text", ["country", "is", ["de", "at"]]], true],
  ["a country that only has it", ["text", ["country", "is", ["a"]]], false],
  ["a path that looks like it", ["text", ["path", "like", ["/*/fern-*"]]], true],
  ["a path that looks like it only in part", ["text", ["path", "like", ["/fern-*", "/*/fern"]]], false],
  ["a path whose beginning and end would overlap", ["text", ["path", "like", ["/products/*/products/fern-2"]]], false],
  ["what means something in a regular expression means itself", ["text", ["query", "like", ["?v*=1"]]], true],
  ["an hour of the day", ["number", ["hour", "least", 9]], true],
  ["closed twice within a week", ["past", [7, "dismissed", "least", 2, 7]], true],
  ["closed less than twice within a week", ["past", [7, "dismissed", "less", 2, 7]], false],
  ["never clicked", ["past", [7, "clicked", "less", 1, 30]], true],
  ["a cart of at least 50", ["number", ["cart", "least", 50]], false],
  ["a cart of less than 50", ["number", ["cart", "less", 50]], true],
  ["two items where two are asked", ["number", ["items", "least", 2]], true],
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
