import { expect, test } from "vitest";
import { compileTrigger, partsOfTrigger, type Trigger } from "./trigger.ts";

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
