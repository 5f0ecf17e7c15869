import { expect, test } from "vitest";
import { nameKey } from "./name.ts";

test.each([
  ["VIP ", "vip"],
  ["Straße", "STRASSE"],
  ["Clicked:  spring", "clicked: spring"],
  ["ﬁne", "fine"],
])("%j and %j are one name", (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});
