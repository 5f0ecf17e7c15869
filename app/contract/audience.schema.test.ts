import { expect, test } from "vitest";
import { audienceSchema, EMPTY_AUDIENCE } from "./audience.schema.ts";
import { whole } from "./form-fields.ts";

test("an empty ending is none, days are a number", () => {
  expect(audienceSchema.parse(EMPTY_AUDIENCE).endsAfterDays).toBeNull();
  expect(audienceSchema.parse({ ...EMPTY_AUDIENCE, endsAfterDays: " 30 " }).endsAfterDays).toBe(30);
});

test.each([
  { endsAfterDays: "0" },
  { endsAfterDays: "-1" },
  { endsAfterDays: "99999" },
  { endsOnJoining: 0 },
  { endsOnOrder: "yes" },
  { description: "x".repeat(501) },
  { description: "\ud800" },
])("%j is refused", (change) => {
  expect(audienceSchema.safeParse({ ...EMPTY_AUDIENCE, ...change }).success).toBe(false);
});

test("a whole number in a text field", () => {
  const field = whole("It", 1, 5);
  expect(field.parse(" 3 ")).toBe(3);
  for (const bad of ["", "x", "1.5", "0", "6"]) expect(field.safeParse(bad).success).toBe(false);
});
