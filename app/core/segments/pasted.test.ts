import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePasted } from "./pasted.ts";

describe("parsePasted", () => {
  test("reads a spreadsheet's column, a list, names with addresses", () => {
    expect(parsePasted('Ada@Example.com\r\n"bob@example.com", cy@example.com;\n\nDee Dee <dee@example.com>')).toEqual({
      emails: ["ada@example.com", "bob@example.com", "cy@example.com", "dee@example.com"],
      customers: [],
      unreadable: [],
    });
  });
  test("reads customers by number, by Shopify's name of them, by the address of their page", () => {
    const text = "'123\tgid://shopify/Customer/124 https://admin.shopify.com/store/fern/customers/125 123";
    expect(parsePasted(text)).toEqual({ emails: [], customers: [123n, 124n, 125n], unreadable: [] });
  });
  test("a sentence is one thing that can't be read, also beside an address", () => {
    expect(parsePasted("not an address, ada@example.com\nask bob@example.com; cy@example.com dee@example.com")).toEqual(
      {
        emails: ["ada@example.com", "cy@example.com", "dee@example.com"],
        customers: [],
        unreadable: ["not an address", "ask bob@example.com"],
      },
    );
  });
  test("says what it can't read, once", () => {
    expect(parsePasted("Email\nada@\n0\nEmail\nada@example")).toEqual({
      emails: [],
      customers: [],
      unreadable: ["Email", "ada@", "0", "ada@example"],
    });
    expect(parsePasted(" \n,;")).toEqual({ emails: [], customers: [], unreadable: [] });
  });
  test("reads what it gave, whatever it was given", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { emails, customers } = parsePasted(text);
        expect(parsePasted([...emails, ...customers].join("\n"))).toEqual({ emails, customers, unreadable: [] });
      }),
    );
  });
});
