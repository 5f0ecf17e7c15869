import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Condition } from "#app/core/segments/condition.ts";
import {
  EMPTY_RULE_CONDITION,
  EMPTY_SEGMENT,
  wrongNumbers,
  type RuleConditionForm,
} from "#app/features/segments/definition.form.ts";
import { definitionInWords } from "#app/ui/definition-words.ts";
import { formatNumberOf } from "#app/ui/format.ts";

test("one is one, none and more are many", () => {
  expect([0, 1, 2, 1_204].map((count) => formatNumberOf(count, "member"))).toEqual([
    "0 members",
    "1 member",
    "2 members",
    "1,204 members",
  ]);
  expect(formatNumberOf(2, "person", "people")).toBe("2 people");
});

const NAMES = {
  campaign: () => "Welcome",
  segment: () => "VIPs",
  product: () => "Fern",
  collection: () => "Plants",
  money: String,
};
test.each<[Condition, string]>([
  [["seen", ["first", "within", 1]], "was first seen in the last day"],
  [["seen", ["last", "before", 1]], "was last seen more than 1 day ago"],
  [["seen", ["last", "before", 3]], "was last seen more than 3 days ago"],
  [["lastOrder", ["before", 1]], "ordered last more than 1 day ago"],
  [["member", [7, "least", 1]], "is in “VIPs” for at least 1 hour"],
  [["member", [7, "less", 2]], "is in “VIPs” for less than 2 hours"],
])("%j in words", (condition, words) => {
  expect(definitionInWords(condition, NAMES)).toBe(words);
});

/** A count followed by a word that is right of many alone: in a text, or behind a placeholder. */
const COUNT_THEN_PLURAL = /formatCount\([^()]*(?:\([^()]*\))?[^()]*\)\}\s+(?:[a-z-]+\s+)?[a-z]+s\b/;

test("screens leave the plural to the one function that knows the singular", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  expect(files.length).toBeGreaterThan(50);
  const found = files.filter((file) => COUNT_THEN_PLURAL.test(readFileSync(`app/${file}`, "utf8")));
  expect(found).toEqual([]);
  expect(COUNT_THEN_PLURAL.test("Its {formatCount(members)} members stay")).toBe(true);
});

const written = (condition: Partial<RuleConditionForm>) =>
  wrongNumbers({
    ...EMPTY_SEGMENT,
    groups: [{ mode: "all", conditions: [{ ...EMPTY_RULE_CONDITION, ...condition }] }],
  });
test.each<[string, Partial<RuleConditionForm>, string[]]>([
  ["a word for a number", { amount: "abc" }, ["amount"]],
  ["a word for days", { days: "soon" }, ["days"]],
  ["both", { amount: "1.5", days: "-1" }, ["amount", "days"]],
  ["money that is none", { subject: "spent", amount: "many" }, ["amount"]],
  ["hours that are none", { subject: "member", segment: 1, amount: "x" }, ["amount"]],
  ["what is still missing", { amount: "", days: "" }, []],
  ["what another subject asks for", { subject: "customer", amount: "abc" }, []],
  ["what is right", { amount: "3", days: "7" }, []],
])("%s is told at its field while it is written", (_name, condition, fields) => {
  expect(Object.keys(written(condition)).sort()).toEqual(fields.map((field) => `groups.0.conditions.0.${field}`));
});
