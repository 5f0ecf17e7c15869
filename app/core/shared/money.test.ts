import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, exponentOf, parseDecimal, toMinorUnits } from "./money.ts";

test.each([
  ["12.34", "EUR", 1234n],
  ["12.345", "EUR", 1235n],
  ["-12.345", "EUR", -1235n],
  ["12.344999", "EUR", 1234n],
  ["1500", "JPY", 1500n],
  ["1500.5", "JPY", 1501n],
  ["1.2345", "KWD", 1235n],
  ["0", "USD", 0n],
])("%s in %s", (decimal, currency, expected) => {
  const scaled = parseDecimal(decimal);
  expect(scaled).not.toBeNull();
  expect(toMinorUnits(scaled!, currency)).toBe(expected);
});

test.each(["", "1,5", "1.", ".5", "1e3", "NaN", " 1", "1234567890123456", "0.12345678901"])(
  "%j is no decimal",
  (text) => {
    expect(parseDecimal(text)).toBeNull();
  },
);

test.each([
  ["JPY", 0],
  ["EUR", 2],
  ["KWD", 3],
])("%s has %i digits", (currency, digits) => {
  expect(exponentOf(currency)).toBe(digits);
});

test.each<[string, bigint, bigint[], bigint[]]>([
  ["equal shares, the remainder to the first", 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
  ["the largest remainder first", 10n, [1n, 2n], [3n, 7n]],
  ["nothing to nobody", 10n, [0n, 0n], [0n, 0n]],
  ["no shares", 10n, [], []],
])("%s", (_name, total, weights, expected) => {
  expect(allocate(total, weights)).toEqual(expected);
});

test("shares sum to the total, and each is within one unit of its exact share", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 8 }), (total, weights) => {
      const sum = weights.reduce((a, b) => a + b, 0n);
      fc.pre(sum > 0n);
      const shares = allocate(total, weights);
      expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
      for (const [index, share] of shares.entries()) {
        const difference = share * sum - total * (weights[index] ?? 0n);
        expect(difference > -sum && difference < sum).toBe(true);
      }
    }),
  );
});
