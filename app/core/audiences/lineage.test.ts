import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineage, type Step } from "./lineage.ts";

const campaign = (id: number, name: string, targets: number[], feeds: number[]) => ({ id, name, targets, feeds });
const segment = (id: number, name: string, asks: number[] = []) => ({ id, name, asks });
const told = (steps: readonly Step[]): unknown[] =>
  steps.map(({ name, steps: further }) => (further.length > 0 ? [name, told(further)] : name));

const shop = {
  campaigns: [
    campaign(1, "Kettles are back", [], [10]),
    campaign(2, "Kettle and towel", [10], [11, 11]),
    campaign(3, "The set, once more", [11, 99], [10]),
  ],
  segments: [segment(10, "Kettle fans"), segment(11, "Wants the set"), segment(12, "Both", [10, 11])],
};

describe("lineage", () => {
  test("says what feeds a segment, and what feeds that", () => {
    expect(told(lineage(11, "from", shop))).toEqual([
      ["Kettle and towel", [["Kettle fans", ["Kettles are back", "The set, once more"]]]],
    ]);
  });
  test("says what a segment unlocks, rules that ask for it among it", () => {
    expect(told(lineage(10, "to", shop))).toEqual([
      ["Kettle and towel", [["Wants the set", ["The set, once more", "Both"]]]],
      "Both",
    ]);
  });
  test("names the segments that a rule asks for", () => {
    expect(told(lineage(12, "from", shop)).map((one) => (Array.isArray(one) ? (one as unknown[])[0] : one))).toEqual([
      "Kettle fans",
      "Wants the set",
    ]);
  });
  test("is no larger than the shop: what is shown with its ways is not followed again", () => {
    const many = {
      campaigns: Array.from({ length: 60 }, (_, at) =>
        campaign(at + 1, "c", [(at % 10) + 1, ((at + 3) % 10) + 1], [((at + 1) % 10) + 1, ((at + 5) % 10) + 1]),
      ),
      segments: Array.from({ length: 10 }, (_, at) => segment(at + 1, "s")),
    };
    const size = (steps: readonly Step[]): number => steps.reduce((sum, one) => sum + 1 + size(one.steps), 0);
    // Every campaign names four segments.
    for (const way of ["from", "to"] as const) expect(size(lineage(1, way, many))).toBeLessThanOrEqual(60 * 4);
  });
  test("ends, whatever leads to what", () => {
    const ids = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ids, ids), { maxLength: 4 }),
        fc.array(ids, { maxLength: 4 }),
        (campaigns, rules) => {
          const any = {
            campaigns: campaigns.map(([targets, feeds], id) => campaign(id, "c", targets, feeds)),
            segments: rules.map((asks, index) => segment(index + 1, "s", asks)),
          };
          const depth = (steps: readonly Step[]): number => Math.max(0, ...steps.map((step) => 1 + depth(step.steps)));
          for (const way of ["from", "to"] as const) expect(depth(lineage(1, way, any))).toBeLessThanOrEqual(7);
        },
      ),
    );
  });
});
