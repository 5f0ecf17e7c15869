import { expect, test } from "vitest";
import { linkBelow } from "./link.ts";

test.each([
  ["/collections/all", "/fr/", "/fr/collections/all"],
  ["/", "/fr/", "/fr/"],
  ["/collections/all", "/", "/collections/all"],
  ["/cart?note=1#top", "/en-ca/", "/en-ca/cart?note=1#top"],
  // It names a language, a file, or another site.
  ["/de/cart", "/fr/", "/de/cart"],
  ["/fr", "/fr/", "/fr"],
  ["/en-ca", "/fr/", "/en-ca"],
  ["/cdn/shop/files/sizes.pdf", "/fr/", "/cdn/shop/files/sizes.pdf"],
  ["https://elsewhere.example/cart", "/fr/", "https://elsewhere.example/cart"],
  ["//elsewhere.example/cart", "/fr/", "//elsewhere.example/cart"],
])("%s below %s leads to %s", (address, root, expected) => {
  expect(linkBelow(address, root)).toBe(expected);
});
