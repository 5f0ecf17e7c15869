import { expect, test } from "vitest";
import { parseShop } from "./shop.schema.ts";

const shop = { id: 1, name: "Fern \0 Kettle", currency: "EUR", iana_timezone: "Europe/Vienna", email: "a@b.example" };

test("a shop is what it is called, what it sells in and where its clocks hang", () => {
  expect(parseShop(shop)).toEqual({ name: "Fern \uFFFD Kettle", currency: "EUR", timezone: "Europe/Vienna" });
});

test.each([{ name: null }, { currency: "euro" }, { iana_timezone: undefined }, { name: "n".repeat(256) }])(
  "%o is no shop",
  (change) => {
    expect(() => parseShop({ ...shop, ...change })).toThrow();
  },
);
