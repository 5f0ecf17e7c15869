import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lineValues } from "../core/attribution/value.ts";
import { parseOrder } from "./webhook.schema.ts";

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/${name}.json`, import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;

describe("payloads as Shopify sends them", () => {
  test.each([
    ["orders_create", [3600n]],
    ["orders_updated", [1800n]],
    ["orders_cancelled", [0n]],
  ])("%s", (name, values) => {
    const order = parseOrder(fixture(name));
    expect(order.id).toBe(5600000000001n);
    expect(lineValues(order.money)).toEqual(values);
  });

  test("what is read of an order", () => {
    const order = parseOrder({
      ...fixture("orders_create"),
      note_attributes: [
        { name: "gift", value: "yes" },
        { name: "__throughline", value: "abcdefghij0123456789" },
      ],
    });
    expect(order).toMatchObject({
      name: "#1001",
      processedAt: new Date("2026-09-30T14:15:00Z"),
      updatedAt: new Date("2026-09-30T14:15:04Z"),
      cancelledAt: null,
      test: false,
      customerId: 7000000000001n,
      ref: "abcdefghij0123456789",
      lines: [{ title: "Coffee", productId: 8000000000001n }],
    });
  });
});

test("a reference that is none of ours is no reference", () => {
  const attributes = (value: unknown) => ({ note_attributes: [{ name: "__throughline", value }] });
  for (const value of ["<script>", "", 7, null, "x".repeat(99)])
    expect(parseOrder({ ...fixture("orders_create"), ...attributes(value) }).ref).toBeNull();
});

test("an order without customer, attributes or refunds", () => {
  const bare: Record<string, unknown> = { ...fixture("orders_create"), customer: null };
  delete bare["note_attributes"];
  delete bare["refunds"];
  expect(parseOrder(bare)).toMatchObject({ customerId: null, ref: null, money: { refunds: [] } });
});

test("refunds of shipping, duties and failed transactions are told apart", () => {
  const money = (amount: string) => ({ shop_money: { amount }, presentment_money: { amount } });
  const refunds = [
    {
      transactions: [
        { amount: "9.00", currency: "USD", kind: "refund", status: "success" },
        { amount: "99.00", currency: "USD", kind: "refund", status: "failure" },
      ],
      refund_line_items: [],
      order_adjustments: [
        { kind: "shipping_refund", amount_set: money("-3.00"), tax_amount_set: money("-0.57") },
        { kind: "refund_discrepancy", amount_set: money("-5.00") },
      ],
      refund_shipping_lines: [{ subtotal_amount_set: money("0.43") }, {}],
      total_duties_set: money("1.00"),
    },
  ];
  // 9.00 − 3.57 − 0.43 − 1.00 = 4.00 off the goods' 36.00.
  expect(lineValues(parseOrder({ ...fixture("orders_create"), refunds }).money)).toEqual([3200n]);
});

test.each([
  ["no amount", { total_price_set: { shop_money: { amount: "x" }, presentment_money: { amount: "1" } } }],
  ["no currency", { currency: "" }],
  ["no time", { processed_at: "yesterday" }],
])("%s: refused", (_name, change) => {
  expect(() => parseOrder({ ...fixture("orders_create"), ...change })).toThrow();
});
