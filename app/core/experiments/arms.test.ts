import { describe, expect, test } from "vitest";
import { isHeldOut, pick, unitOf, variantOf } from "./arms.ts";

const visitors = Array.from(
  { length: 20_000 },
  (_, index) => `0192f3a0-0000-7000-8000-${String(index).padStart(12, "0")}`,
);
const lot = (visitor: string, campaign = 7) => ({ visitor, campaign, run: 1 });
type Weighted = readonly [id: string, weight: number];
const variants: [Weighted, Weighted] = [
  ["a", 1],
  ["b", 3],
];
const share = (test: (visitor: string) => boolean, among = visitors) => among.filter(test).length / among.length;

test("the number of a text is the same in every browser and on the server", () => {
  // Worked out by another program.
  expect(unitOf("")).toBeCloseTo(0.6689221884589642, 12);
  expect(unitOf("visitor 7 1 hold")).toBeCloseTo(0.208546859677881, 12);
});

describe("20,000 visitors", () => {
  test("are held out in the share that was asked for, within four standard errors", () => {
    expect(share((one) => isHeldOut(lot(one), 10))).toBeCloseTo(0.1, 1.9);
    expect(share((one) => isHeldOut(lot(one), 0))).toBe(0);
    expect(share((one) => isHeldOut(lot(one), 100))).toBe(1);
  });
  test("get variants by their weights, whether held out or not, and whatever another campaign does", () => {
    const getsB = (one: string) => variantOf(variants, lot(one))[0] === "b";
    const near = (value: number) => expect(Math.abs(value - 0.75)).toBeLessThan(0.03);
    near(share(getsB));
    near(
      share(
        getsB,
        visitors.filter((one) => isHeldOut(lot(one), 20)),
      ),
    );
    near(
      share(
        getsB,
        visitors.filter((one) => variantOf(variants, lot(one, 8))[0] === "b"),
      ),
    );
  });
  test("a new run draws again", () => {
    const again = share((one) => isHeldOut({ ...lot(one), run: 2 }, 50) === isHeldOut(lot(one), 50));
    expect(Math.abs(again - 0.5)).toBeLessThan(0.02);
  });
});

test("weights: none at all gives the first; the ends belong to the first and the last", () => {
  expect(pick([["a", 0]], 0.5)[0]).toBe("a");
  expect(pick(variants, 0)[0]).toBe("a");
  expect(pick(variants, 0.2499)[0]).toBe("a");
  expect(pick(variants, 0.25)[0]).toBe("b");
  expect(pick(variants, 0.9999)[0]).toBe("b");
});
