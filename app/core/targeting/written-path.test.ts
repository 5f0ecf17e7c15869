import { expect, test } from "vitest";
import { meantPaths, rootOf, writtenPath } from "./written-path.ts";

test.each([
  ["/fr/products/tea", "/fr/"],
  ["/FR", "/FR/"],
  ["/en-ca/cart", "/en-ca/"],
  ["/zh-hans", "/zh-hans/"],
  ["/products/tea", "/"],
  ["/a/b", "/"],
  ["/cart", "/"],
  ["/", "/"],
])("%s lies below %s", (path, root) => {
  expect(rootOf(path)).toBe(root);
});

test.each([
  ["https://fern.example/fr/collections/Frühling?page=2#top", "/fr/collections/frühling"],
  ["https://fern.example", "/"],
  ["http://fern.example?x", "/"],
  ["/collections/fr%C3%BChling", "/collections/frühling"],
  ["/pages/size guide", "/pages/size%20guide"],
  [" summer ", "summer"],
  ["/what?", "/what?"],
])("%j, written, means %j", (written, meant) => {
  expect(writtenPath(written)).toBe(meant);
});

test.each([
  ["is", "/collections/tea/", { root: "/", paths: ["/collections/tea", "/collections/tea/"] }],
  ["is", "/", { root: "/", paths: ["/"] }],
  ["is", "/fr", { root: "/fr/", paths: ["/"] }],
  ["starts", "/fr/collections/", { root: "/fr/", paths: ["/collections/"] }],
  ["has", "tea", { root: "/", paths: ["tea"] }],
  ["like", "/*/tea", { root: "/", paths: ["/*/tea"] }],
] as const)("a path that %s %s", (how, written, meant) => {
  expect(meantPaths(how, written)).toEqual(meant);
});
