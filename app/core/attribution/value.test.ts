import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDecimal } from "../shared/money.ts";
import { lineValues, type OrderLine, type OrderMoney, type Refund } from "./value.ts";

const of = (decimal: string) => parseDecimal(decimal) ?? 0n;
const line = (price: string, quantity: number, more: Partial<OrderLine> = {}): OrderLine => ({
  price: of(price),
  quantity,
  currentQuantity: quantity,
  worthless: false,
  discounts: [],
  taxes: [],
  ...more,
});
const order = (lines: OrderLine[], more: Partial<OrderMoney> = {}): OrderMoney => ({
  currency: "EUR",
  taxesIncluded: false,
  cancelled: false,
  lines,
  refunds: [],
  total: { shop: of("100"), presentment: of("100") },
  ...more,
});
const refund = (paid: string, more: Partial<Refund> & { currency?: string } = {}): Refund => ({
  transactions: [{ amount: of(paid), currency: more.currency ?? "EUR" }],
  lines: more.lines ?? [],
  others: more.others ?? [],
});

test.each<[string, OrderMoney, bigint[]]>([
  ["price times quantity, less discounts", order([line("20.00", 2, { discounts: [of("4.00")] })]), [3600n]],
  ["tax beside the price is no value", order([line("20.00", 1, { taxes: [of("3.80")] })]), [2000n]],
  [
    "tax within the price is taken out",
    order([line("79.00", 1, { taxes: [of("12.61")] })], { taxesIncluded: true }),
    [6639n],
  ],
  ["what was refunded or edited away is gone already", order([line("20.00", 3, { currentQuantity: 1 })]), [2000n]],
  ["rounded once, half up", order([line("10.00", 3, { discounts: [of("0.01")], currentQuantity: 1 })]), [1000n]],
  ["half a cent goes up", order([line("0.01", 2, { discounts: [of("0.01")], currentQuantity: 1 })]), [1n]],
  ["a gift card or a tip is no value", order([line("50.00", 1, { worthless: true }), line("1.00", 1)]), [0n, 100n]],
  ["a line without pieces is no value", order([line("50.00", 0)]), [0n]],
  [
    "a discount above the price leaves nothing, never less",
    order([line("5.00", 1, { discounts: [of("9.00")] })]),
    [0n],
  ],
  ["yen have no cents", order([line("1500", 1)], { currency: "JPY" }), [1500n]],
  ["dinars have three digits", order([line("1.2345", 1)], { currency: "KWD" }), [1235n]],
  ["a cancelled order is worth nothing", order([line("20.00", 1)], { cancelled: true }), [0n]],
  [
    "a refunded amount comes off in proportion",
    order([line("30.00", 1), line("10.00", 1)], { refunds: [refund("4.00")] }),
    [2700n, 900n],
  ],
  [
    "a refund of lines is no amount",
    order([line("20.00", 2, { currentQuantity: 1 })], { refunds: [refund("23.80", { lines: [of("23.80")] })] }),
    [2000n],
  ],
  [
    "a refund of shipping is no amount",
    order([line("20.00", 1)], { refunds: [refund("4.90", { others: [of("4.90")] })] }),
    [2000n],
  ],
  [
    "a refund above everything leaves nothing, never less",
    order([line("20.00", 1)], { refunds: [refund("99.00")] }),
    [0n],
  ],
  [
    "a refund in the shopper's currency is converted by the order's own rate",
    order([line("20.00", 1)], {
      refunds: [refund("10.00", { currency: "CAD" })],
      total: { shop: of("20"), presentment: of("40") },
    }),
    [1500n],
  ],
  [
    "without a total there is no rate, and the amount stands",
    order([line("20.00", 1)], {
      refunds: [refund("10.00", { currency: "CAD" })],
      total: { shop: 0n, presentment: 0n },
    }),
    [1000n],
  ],
])("%s", (_name, given, expected) => {
  expect(lineValues(given)).toEqual(expected);
});

test("no line is worth less than nothing, nor more than its goods", () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 8n }).map((units) => units * 10n ** 8n);
  const anyLine = fc.record({
    price: cents,
    quantity: fc.integer({ min: 0, max: 9 }),
    currentQuantity: fc.integer({ min: 0, max: 9 }),
    worthless: fc.boolean(),
    discounts: fc.array(cents, { maxLength: 2 }),
    taxes: fc.array(cents, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 5 }), fc.boolean(), cents, (lines, taxesIncluded, amount) => {
      const refunds = [{ transactions: [{ amount, currency: "EUR" }], lines: [], others: [] }];
      const values = lineValues(order(lines, { taxesIncluded, refunds }));
      values.forEach((value, index) => {
        const { price, currentQuantity } = lines[index]!;
        expect(value >= 0n && value <= (price / 10n ** 8n) * BigInt(currentQuantity)).toBe(true);
      });
    }),
  );
});
