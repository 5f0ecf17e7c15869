import { expect, test } from "vitest";
import { conditionsOf, EVER, followsClock, inOrder, namedIn, segmentsIn, type Definition } from "./condition.ts";

const member = (segment: number, hours = 0): Definition => ["member", [segment, "least", hours]];
const tree: Definition = [
  "all",
  [
    ["any", [member(7), ["customer", null]]],
    ["none", [["visits", ["least", 1, 7]]]],
  ],
];

test("a tree knows its conditions and the segments that it asks for", () => {
  expect(conditionsOf(tree)).toHaveLength(3);
  expect(segmentsIn(tree)).toEqual([7]);
});

test("a rule knows the products and collections that it names", () => {
  const rule: Definition = [
    "all",
    [
      ["viewedThis", ["product", 11, "least", 1, 7]],
      ["viewedThis", ["collection", 21, "least", 1, 7]],
      ["none", [["ordered", ["count", 12, "least", 1, EVER]]]],
      ["ordered", ["total", 0, "least", 1, EVER]],
    ],
  ];
  expect(namedIn(rule, "product")).toEqual([11, 12]);
  expect(namedIn(rule, "collection")).toEqual([21]);
  expect(namedIn(tree, "product")).toEqual([]);
});

test.each<[string, Definition, boolean]>([
  ["a customer stays one", ["customer", null], false],
  ["an attribute stays", ["attribute", ["interest", "tea"]], false],
  ["orders ever", ["ordered", ["count", 0, "least", 2, EVER]], false],
  ["orders of 30 days", ["ordered", ["count", 0, "least", 2, 30]], true],
  ["a member at all", member(7), false],
  ["a member for a day", member(7, 24), true],
  ["something within", tree, true],
])("%s: followed by the clock: %#", (_name, definition, expected) => {
  expect(followsClock(definition)).toBe(expected);
});

test("segments come after those that they ask for", () => {
  const rules = new Map<number, Definition>([
    [1, ["all", [member(3), member(99)]]],
    [2, ["customer", null]],
    [3, member(2)],
  ]);
  expect(inOrder(rules)).toEqual([2, 3, 1]);
  expect(inOrder(rules.set(2, member(1)))).toBeNull();
  expect(inOrder(new Map([[5, member(5)]]))).toBeNull();
  expect(inOrder(new Map())).toEqual([]);
});
