import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfSecond, lastClick, touchesOf, type Touch } from "./credit.ts";

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

const lines = [
  { id: 1n, value: 6639n },
  { id: 2n, value: 0n },
];

test("the last click gets each line whole", () => {
  expect(lastClick([touch("b", 30, { campaignId: 2 }), touch("a", 60)], lines)).toEqual([
    { lineId: 1n, touchId: "b", campaignId: 2, amount: 6639n },
    { lineId: 2n, touchId: "b", campaignId: 2, amount: 0n },
  ]);
});

test("clicks at one instant: the greater id wins", () => {
  expect(lastClick([touch("b", 30), touch("a", 30)], lines)[0]?.touchId).toBe("b");
});

test("without a touch nothing is credited", () => {
  expect(lastClick([], lines)).toEqual([]);
});

test("credits sum exactly to the lines, whatever the order of the touches", () => {
  const anyTouch = fc.record({ id: fc.uuid(), minutes: fc.nat(9999), campaignId: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(
      fc.array(anyTouch, { minLength: 1 }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n })),
      (given, values) => {
        const touches = given.map(({ id, minutes, campaignId }) => touch(id, minutes, { campaignId }));
        const ofLines = values.map((value, index) => ({ id: BigInt(index), value }));
        const credits = lastClick(touches, ofLines);
        const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n);
        expect(sum(credits.map((credit) => credit.amount))).toBe(sum(values));
        expect(lastClick([...touches].reverse(), ofLines)).toEqual(credits);
      },
    ),
  );
});
