import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "./content.ts";
import { mergeText, unknownField } from "./merge.ts";

const values = { "customer.first_name": "Ada", "cart.total": "€20.00", "cart.items": "2", code: "" };

test.each([
  ["Hello {{ customer.first_name }}!", "Hello Ada!"],
  ['Hello {{customer.first_name|default:"there"}}!', "Hello Ada!"],
  ['Use {{ code | default: "TEN" }} for {{ cart.items }} things', "Use TEN for 2 things"],
  ["Use {{ code }}", "Use "],
  ["{{ nothing }} and {{", " and {{"],
  ["plain", "plain"],
  // Names that every object has.
  ...["constructor", "toString", "__proto__", "valueOf"].map((name) => [`Hello {{ ${name} }}`, "Hello "]),
])("%j says %j", (text = "", said) => {
  expect(mergeText(text, values)).toBe(said);
});

test.each([
  ['{{ customer.first_name }} {{ code | default: "x" }}', undefined],
  ["{{ customer.surname }}", "{{ customer.surname }}"],
  ["{{ code | upcase }}", "{{ code | upcase }}"],
  ["{{ code", "{{ code"],
])("in %j the unknown field is %j", (text, found) => {
  expect(unknownField(text)).toBe(found);
});

test("no name makes a link", () => {
  const name = fc.oneof(fc.string(), fc.constantFrom("[x](https://evil.example)", "](/a)", "{{ code }}"));
  fc.assert(
    fc.property(name, (first) => {
      const said = mergeText("Hi {{ customer.first_name }}, [see](/here)", { ...values, "customer.first_name": first });
      expect(partsOf(said).filter((part) => typeof part !== "string")).toEqual([["see", "/here"]]);
    }),
  );
});
