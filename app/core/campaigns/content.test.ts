import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeContent } from "./content.fake.ts";
import { asksForEmail, blocksOf, isOverlay, isSafeLink, partsOf } from "./content.ts";

const email = { type: "email", name: "email", label: "", consent: "", withName: false } as const;
const heading = { type: "heading", name: "heading", text: "Hi" } as const;

describe("links", () => {
  test.each([
    ["/collections/all?sort=price#top", true],
    ["/", true],
    ["https://example.com/a", true],
    ["https://example.com", true],
    ["//evil.example", false],
    ["/\\evil.example", false],
    ["javascript:alert(1)", false],
    ["http://example.com", false],
    ["https://user@evil.example/", false],
    ["https://nodot", false],
    ["/a b", false],
    ["", false],
  ])("%s → %s", (address, safe) => {
    expect(isSafeLink(address)).toBe(safe);
  });

  test.each([
    ["plain", ["plain"]],
    ["", []],
    ["See [our terms](/policies/terms).", ["See ", ["our terms", "/policies/terms"], "."]],
    [
      "[a](/a)[b](https://b.example/)",
      [
        ["a", "/a"],
        ["b", "https://b.example/"],
      ],
    ],
    ["[no](javascript:x) [none]() [open(/x)", ["[no](javascript:x) [none]() [open(/x)"]],
  ])("%s", (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  test("whatever is written: no word is lost, and each address is safe", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("[", "]", "(", ")", "/", "a", ":", " ", "\n", "javascript:", "https://x.y"),
        }),
        (text) => {
          const parts = partsOf(text);
          expect(parts.map((part) => (typeof part === "string" ? part : `[${part[0]}](${part[1]})`)).join("")).toBe(
            text,
          );
          for (const part of parts) if (typeof part !== "string") expect(isSafeLink(part[1])).toBe(true);
        },
      ),
    );
  });
});

test("blocks are found by name, in every step", () => {
  const content = makeContent([heading], { steps: [[heading], [email]] });
  expect([...blocksOf(content).keys()]).toEqual(["heading", "email"]);
  expect(asksForEmail(content)).toBe(true);
  expect(asksForEmail(makeContent([heading]))).toBe(false);
});

test("bars and inline content are no overlays", () => {
  expect((["popup", "slide", "full", "bar", "inline"] as const).map(isOverlay)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
