import { expect, test } from "vitest";
import { hasControls, inOneLine, isStorable, storable } from "./text.ts";

test.each([
  ["plain words, an emoji and a line break", "Fern 🌿\n", true],
  ["a NUL", "a\0b", false],
  ["the first half of a character", "a\uD83C", false],
  ["the second half of one", "\uDF3Fa", false],
])("%s: can be kept?", (_name, text, kept) => {
  expect(isStorable(text)).toBe(kept);
});

test("what can't be kept is replaced, the rest stays", () => {
  expect(storable("a\0b\uD83Cc 🌿")).toBe("a\uFFFDb\uFFFDc 🌿");
});

test.each([
  ["words in any writing", "Größe 大 ✓", false],
  ["a line feed", "a\nb", true],
  ["a carriage return", "a\rb", true],
  ["a tab", "a\tb", true],
  ["delete", "a\u007F", true],
  ["next line", "a\u0085b", true],
  ["a line separator", "a\u2028b", true],
])("%s: steers?", (_name, text, steers) => {
  expect(hasControls(text)).toBe(steers);
});

test("a text of several lines becomes one", () => {
  expect(inOneLine("a\r\n\tb\u2028c d")).toBe("a b c d");
});
