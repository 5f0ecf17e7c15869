import { expect, test } from "vitest";
import { publicationOf } from "./publication.ts";

test.each([
  ["confirmed", { publishWanted: 3, publishDone: 3, publishError: null }, { state: "published", error: null }],
  ["on its way", { publishWanted: 3, publishDone: 2, publishError: null }, { state: "publishing", error: null }],
  ["failed", { publishWanted: 3, publishDone: 2, publishError: "No." }, { state: "failed", error: "No." }],
])("%s", (_name, shop, expected) => {
  expect(publicationOf(shop)).toEqual(expected);
});
