import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfSecond, type Line, type Touch } from "./credit.ts";
import { creditBy, MODEL_NAMES, MODELS, type Model } from "./models.ts";

/** Orders, and who gets what of them, worked out with exact fractions apart from this code. */
interface Case {
  readonly given: {
    readonly name: string;
    readonly test?: boolean;
    readonly processed_at: number;
    readonly lines: readonly { readonly id: number; readonly product: number }[];
    readonly touches: readonly {
      readonly id: string;
      readonly campaign: number;
      readonly kind: Touch["kind"];
      readonly at: number;
      readonly visit: string;
      readonly click_window_days: number;
      readonly products?: readonly number[];
    }[];
  };
  readonly expected: {
    readonly values: readonly number[];
    readonly touches: readonly string[];
    readonly models: Readonly<Record<Model, { readonly credits: readonly (readonly [number, string, number])[] }>>;
  };
}
const { cases } = JSON.parse(readFileSync("tests/fixtures/orders/cases.json", "utf8")) as { cases: Case[] };

describe.each(MODEL_NAMES)("%s", (model) => {
  test.each(cases.filter(({ given }) => given.test !== true))("$given.name", ({ given, expected }) => {
    const lines = given.lines.map(({ id, product }, at) => ({
      id: BigInt(id),
      productId: BigInt(product),
      value: BigInt(expected.values[at] ?? 0),
    }));
    const touches = given.touches
      .filter(({ id }) => expected.touches.includes(id))
      .map(({ id, campaign, kind, at, visit, click_window_days, products }) => ({
        ...{ id, at, kind, campaignId: campaign, visitId: visit, windowDays: click_window_days },
        ...(products && { products: products.map(BigInt) }),
      }));
    const credits = creditBy(model, touches, lines, endOfSecond(given.processed_at));
    // The values leave out what is worth nothing.
    const worth = credits.filter(({ amount }) => amount !== 0n);
    expect(
      worth.map(({ lineId, touchId, amount }) => [Number(lineId), touchId, Number(amount)]).sort(byLineAndTouch),
    ).toEqual([...expected.models[model].credits].sort(byLineAndTouch));
  });
});

const byLineAndTouch = (a: readonly unknown[], b: readonly unknown[]) =>
  Number(a[0]) - Number(b[0]) || (String(a[1]) < String(b[1]) ? -1 : 1);

const END = Date.UTC(2026, 10, 25, 12);
const touches = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    at: fc.integer({ min: END - 60 * 86_400_000, max: END }),
    campaignId: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom("click", "engagement", "submit", "impression"),
    visitId: fc.constant("v"),
    windowDays: fc.constant(60),
    products: fc.option(fc.uniqueArray(fc.bigInt({ min: 1n, max: 3n })), { nil: undefined }),
  }),
  { selector: (touch) => touch.id, maxLength: 20 },
);
const lines = fc
  .array(
    fc.record({
      value: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      productId: fc.option(fc.bigInt({ min: 1n, max: 3n })),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.map((line, at) => ({ ...line, id: BigInt(at) })));
const withoutGaps = (all: readonly { readonly products: bigint[] | undefined }[]) =>
  all.map(({ products, ...touch }) => ({ ...touch, ...(products && { products }) })) as Touch[];

test("whatever the model, order and lines: each line goes whole to those who may claim it, near their exact shares", () => {
  fc.assert(
    fc.property(touches, lines, fc.constantFrom(...MODEL_NAMES), (all, ofLines, model) => {
      const given = withoutGaps(all);
      const credits = creditBy(model, given, ofLines, END);
      expect(creditBy(model, [...given].reverse(), ofLines, END)).toEqual(credits);
      for (const line of ofLines as readonly Line[]) {
        const claimants = given
          .filter(({ products }) => products === undefined || products.some((one) => one === line.productId))
          .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
        const own = credits.filter(({ lineId }) => lineId === line.id);
        const total = own.reduce((sum, { amount }) => sum + amount, 0n);
        expect(total).toBe(claimants.length === 0 ? 0n : line.value);
        const weights = MODELS[model](claimants, END);
        const whole = Number(weights.reduce((a, b) => a + b, 0n));
        for (const [at, { id }] of claimants.entries()) {
          const amount = own.find(({ touchId }) => touchId === id)?.amount ?? 0n;
          const exact = (Number(line.value) * Number(weights[at])) / whole;
          expect(Math.abs(Number(amount) - exact)).toBeLessThanOrEqual(1 + 1e-6);
        }
      }
    }),
  );
});
