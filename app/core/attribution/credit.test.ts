import { describe, expect, test } from "vitest";
import { endOfSecond, touchesOf, type Touch } from "./credit.ts";

const DAY = 86_400_000;
const processedAt = Date.UTC(2026, 10, 25, 12);
const touch = (id: string, minutesBefore: number, more: Partial<Touch> = {}): Touch => ({
  id,
  at: processedAt - minutesBefore * 60_000,
  campaignId: 1,
  kind: "click",
  visitId: "visit",
  windowDays: 5,
  ...more,
});
const ids = (touches: readonly Touch[]) => touches.map((one) => one.id);

describe("touches of an order", () => {
  test.each<[string, Touch[], string[]]>([
    ["a click within its window", [touch("a", 60)], ["a"]],
    ["at the window's very edge", [touch("a", 0, { at: endOfSecond(processedAt) - 5 * DAY })], ["a"]],
    ["a moment before the window", [touch("a", 0, { at: endOfSecond(processedAt) - 5 * DAY - 1 })], []],
    ["within the order's second", [touch("a", 0, { at: processedAt + 999 })], ["a"]],
    ["after the order", [touch("a", 0, { at: processedAt + 1000 })], []],
    ["of one visit the last click", [touch("a", 60), touch("b", 30)], ["b"]],
    ["of two visits both", [touch("a", 60, { visitId: "x" }), touch("b", 30)], ["a", "b"]],
    ["of two campaigns both", [touch("a", 60, { campaignId: 2 }), touch("b", 30)], ["a", "b"]],
    [
      "each by the window of its own version",
      [touch("a", 2 * 1440, { windowDays: 1 }), touch("b", 2 * 1440, { campaignId: 2 })],
      ["b"],
    ],
  ])("%s", (_name, touches, expected) => {
    expect(ids(touchesOf(touches, processedAt))).toEqual(expected);
  });
});
