import { describe, expect, test } from "vitest";
import { nameKey, nearDuplicate } from "./name.ts";

test.each([
  ["VIP ", "vip"],
  ["Straße", "STRASSE"],
  ["Clicked:  spring", "clicked: spring"],
  ["ﬁne", "fine"],
])("%j and %j are one name", (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});

describe("near duplicates", () => {
  const existing = ["Clicked: spring popup", "VIP", "Café guests", "Summer 25"];
  test.each<[string, string | undefined]>([
    ["clicked spring popups", "Clicked: spring popup"],
    ["Clicked: sprnig popup", "Clicked: spring popup"],
    ["Clicked: sping popup", "Clicked: spring popup"],
    ["Clicked: spring pop up", "Clicked: spring popup"],
    ["Cafe guest", "Café guests"],
    ["Clicked: winter popup", undefined],
    ["Summer 26", undefined],
    ["VAP", undefined],
    [" vip ", undefined],
    ["", undefined],
  ])("%s", (name, near) => {
    expect(nearDuplicate(name, existing)).toBe(near);
  });
});
