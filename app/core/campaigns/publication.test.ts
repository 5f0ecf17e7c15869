import { expect, test } from "vitest";
import { publicationOf } from "./publication.ts";

test.each([
  [
    "confirmed",
    { publishWanted: 3, publishDone: 3, publishError: null, publishDue: null },
    { state: "published", error: null },
  ],
  [
    "on its way",
    { publishWanted: 3, publishDone: 2, publishError: null, publishDue: null },
    { state: "publishing", error: null },
  ],
  [
    "failed, and tried again",
    { publishWanted: 3, publishDone: 2, publishError: "No.", publishDue: new Date(0) },
    { state: "failed", error: "No." },
  ],
  [
    "failed for good",
    { publishWanted: 3, publishDone: 2, publishError: "No.", publishDue: null },
    { state: "refused", error: "No." },
  ],
])("%s", (_name, shop, expected) => {
  expect(publicationOf(shop)).toEqual(expected);
});
