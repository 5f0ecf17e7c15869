import { expect, test } from "vitest";
import { parseSubject } from "./subject.schema.ts";

test.each([
  [{ id: 7 }, 7n],
  [{ id: 9, customer_id: 8 }, 8n],
  [{ customerId: "gid://shopify/Customer/7000000000001", tags: ["vip"] }, 7_000_000_000_001n],
])("%o names %d", (body, id) => expect(parseSubject("Customer", body)).toBe(id));

test.each([{}, { id: "gid://shopify/Product/7" }, { id: -1 }, { id: "seven" }, null])(
  "%o names no customer",
  (body) => {
    expect(() => parseSubject("Customer", body)).toThrow();
  },
);
