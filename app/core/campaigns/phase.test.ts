import { expect, test } from "vitest";
import { phaseOf } from "./phase.ts";

test.each([
  ["draft", { from: null, until: 1 }, "draft"],
  ["paused", { from: 9, until: null }, "paused"],
  ["active", { from: null, until: null }, "active"],
  ["active", { from: 5, until: 6 }, "active"],
  ["active", { from: 6, until: null }, "scheduled"],
  ["active", { from: 1, until: 5 }, "ended"],
] as const)("%s with %o at 5 is %s", (status, schedule, phase) => {
  expect(phaseOf(status, schedule, 5_000)).toBe(phase);
});
