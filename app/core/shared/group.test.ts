import { expect, test } from "vitest";
import { groupBy } from "./group.ts";

test("items by a key, in their order", () => {
  expect([...groupBy(["ab", "b", "ac"], (text) => text.slice(0, 1))]).toEqual([
    ["a", ["ab", "ac"]],
    ["b", ["b"]],
  ]);
});
