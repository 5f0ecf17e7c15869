import { expect, test } from "vitest";
import {
  boundsOf,
  compileTrigger,
  isTriggerPart,
  partsOfTrigger,
  remembers,
  TRIGGER_KINDS,
  type Trigger,
} from "./trigger.ts";

const two = [["exit"], ["scroll", 50]] as const;

test.each<[string, Trigger, number]>([
  ["a part alone", ["load"], 1],
  ["any of two", ["any", two], 1],
  ["all of two", ["all", two], 2],
])("%s: so many must happen", (_name, trigger, needed) => {
  expect(compileTrigger(trigger)).toEqual([needed, partsOfTrigger(trigger).parts]);
});

test("a part alone is a trigger of one part", () => {
  expect(partsOfTrigger(["delay", 5])).toEqual({ all: true, parts: [["delay", 5]] });
  expect(partsOfTrigger(["any", two])).toEqual({ all: false, parts: two });
});

test.each<[unknown, boolean]>([
  [["load"], true],
  [["delay", 5], true],
  [["click", ".menu a"], true],
  [["load", 5], false],
  [["delay"], false],
  [["delay", "5"], false],
  [["click", 5], false],
  [["delay", 5, 6], false],
  [["fall"], false],
  [["toString"], false],
  [[5], false],
  ["load", false],
])("%j is a trigger: %s", (part, is) => {
  expect(isTriggerPart(part)).toBe(is);
});

test("each usual number lies within its bounds", () => {
  const bounds = TRIGGER_KINDS.flatMap((kind) => boundsOf(kind) ?? []);
  expect(bounds).toHaveLength(5);
  for (const { least, usual, most } of bounds) expect(least <= usual && usual <= most).toBe(true);
});

test("pages of the visit are remembered, wherever they stand among others", () => {
  expect(remembers(["any", [["exit"], ["pages", 3]]])).toBe(true);
  expect(remembers(["all", two])).toBe(false);
});
