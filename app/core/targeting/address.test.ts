import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainPath } from "./address.ts";

describe("the normal form of a path", () => {
  test.each([
    ["/collections/fr%C3%BChling", "/", "/collections/frühling"],
    ["/collections/fr%c3%bchling", "/", "/collections/frühling"],
    ["/collections/FR%C3%9CHLING", "/", "/collections/frühling"],
    ["/collections/fru\u0308hling", "/", "/collections/frühling"],
    ["/collections/%E3%81%8A%E8%8C%B6", "/", "/collections/お茶"],
    ["/Products/Fern-Pot", "/", "/products/fern-pot"],
    ["/fr/search", "/fr/", "/search"],
    ["/fr", "/fr/", "/"],
    ["/fr/", "/fr/", "/"],
    ["/en-ca/cart", "/en-ca/", "/cart"],
    ["/french-press", "/fr/", "/french-press"],
    ["/search", "/fr/", "/search"],
    ["/", "/", "/"],
    ["", "/", "/"],
    // What is no UTF-8, and what stands for ASCII, is left alone; what would steer is replaced.
    ["/a%E0%A4%A/b", "/", "/a%e0%a4%a/b"],
    ["/a%ff", "/", "/a%ff"],
    ["/a%C2%85%E2%80%A8b", "/", "/a\ufffd\ufffdb"],
    ["/100%25-cotton", "/", "/100%25-cotton"],
    ["/%2525", "/", "/%2525"],
    ["/a%2Fb", "/", "/a%2fb"],
    ["/50%", "/", "/50%"],
  ])("of %s below %s is %s", (path, root, plain) => {
    expect(plainPath(path, root)).toBe(plain);
  });

  test("is the normal form of itself, and of what a browser makes of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const plain = plainPath(`/${text}`);
        expect(plainPath(plain)).toBe(plain);
      }),
    );
  });

  test("is that of what a browser makes of it", () => {
    const beyond = fc
      .string({ unit: "grapheme", maxLength: 40 })
      .map((text) => text.replaceAll(/[^\w\u0080-\u{10ffff}]/gu, "-"));
    fc.assert(
      fc.property(beyond, (text) => {
        expect(plainPath(new URL(`/x${text}`, "https://fern.example").pathname)).toBe(plainPath(`/x${text}`));
      }),
    );
  });
});
