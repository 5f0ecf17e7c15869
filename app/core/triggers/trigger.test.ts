import { expect, test } from "vitest";
import { hasFired, partsOfTrigger, type Trigger } from "./trigger.ts";

const two = [["exit"], ["scroll", 50]] as const;

test.each<[string, Trigger, number[], boolean]>([
  ["one part, not yet", ["load"], [], false],
  ["one part", ["load"], [0], true],
  ["any of two", ["any", two], [1], true],
  ["any of two, neither", ["any", two], [], false],
  ["all of two, one", ["all", two], [1], false],
  ["all of two", ["all", two], [0, 1], true],
])("%s", (_name, trigger, happened, fired) => {
  expect(hasFired(trigger, new Set(happened))).toBe(fired);
});

test("a part alone is a trigger of one part", () => {
  expect(partsOfTrigger(["delay", 5])).toEqual({ all: true, parts: [["delay", 5]] });
  expect(partsOfTrigger(["any", two])).toEqual({ all: false, parts: two });
});
