import { expect, it } from "vitest";
import type { EnrolmentRule, Then } from "../audiences/enrol.ts";
import { namedSegments } from "./named-segments.ts";

const rule = (then: Then<number>): EnrolmentRule<number> => ({
  when: { on: "click" },
  variant: null,
  block: null,
  then,
});

it("names each segment once in a role, where it stands first", () => {
  expect(
    namedSegments({
      include: [7, 3],
      exclude: [7],
      rules: [
        rule({ do: "set", name: "likes", value: "tea" }),
        rule({ do: "add", segment: 5 }),
        rule({ do: "remove", segment: 7 }),
        rule({ do: "add", segment: 5 }),
      ],
    }),
  ).toEqual([
    { segment: 7, role: "include", position: 0 },
    { segment: 3, role: "include", position: 1 },
    { segment: 7, role: "exclude", position: 0 },
    { segment: 5, role: "add", position: 1 },
    { segment: 7, role: "remove", position: 2 },
  ]);
});
