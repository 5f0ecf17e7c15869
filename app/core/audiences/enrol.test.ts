import { expect, test } from "vitest";
import { joinsOf, type EnrolmentRule } from "./enrol.ts";

const rule = (block: string | null, segment: string): EnrolmentRule<string> => ({
  when: "click",
  block,
  action: "add",
  segment,
});

test.each([
  ["a click on the block", { kind: "click", block: "button" }, ["anywhere", "on the button"]],
  ["a click elsewhere", { kind: "click", block: "image" }, ["anywhere"]],
  ["another interaction", { kind: "impression", block: null }, []],
])("%s", (_name, interaction, expected) => {
  expect(joinsOf(interaction, [rule(null, "anywhere"), rule("button", "on the button")])).toEqual(expected);
});
