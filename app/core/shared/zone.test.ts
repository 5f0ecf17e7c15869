import { expect, test } from "vitest";
import { isZone, knownZone } from "./zone.ts";

test.each(["UTC", "Europe/Vienna", "Asia/Kathmandu"])("%s is a time zone", (name) => {
  expect([isZone(name), knownZone(name)]).toEqual([true, name]);
});
test.each(["Mars/Olympus", "", "constructor", "a\0b"])("%j is none: UTC stands in", (name) => {
  expect([isZone(name), knownZone(name)]).toEqual([false, "UTC"]);
});
