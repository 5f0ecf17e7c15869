import fc from "fast-check";
import { expect, test } from "vitest";
import { momentOf, wallTimeOf } from "#app/infra/wall-time.ts";

test.each([
  ["2026-12-24T18:30", "UTC", "2026-12-24T18:30:00.000Z"],
  ["2026-12-24T18:30", "Europe/Vienna", "2026-12-24T17:30:00.000Z"],
  ["2026-07-01T00:00", "America/New_York", "2026-07-01T04:00:00.000Z"],
  ["2026-07-01T00:15", "Asia/Kathmandu", "2026-06-30T18:30:00.000Z"],
])("%s in %s is %s", (wallTime, timeZone, moment) => {
  expect(new Date(momentOf(wallTime, timeZone)).toISOString()).toBe(moment);
  expect(wallTimeOf(Date.parse(moment), timeZone)).toBe(wallTime);
});

test.each(["", "tomorrow", "2026-12-24", "2026-12-00T18:30"])("%j is no time", (text) => {
  expect(momentOf(text, "UTC")).toBeNaN();
});

test("an hour that is skipped comes after the gap", () => {
  expect(wallTimeOf(momentOf("2026-03-29T02:30", "Europe/Vienna"), "Europe/Vienna")).toBe("2026-03-29T03:30");
});

test("each minute comes back, but for those that a clock shows twice", () => {
  const minute = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }).map((at) => at - (at % 60_000));
  fc.assert(
    fc.property(
      minute,
      fc.constantFrom("UTC", "Europe/Vienna", "America/St_Johns", "Australia/Lord_Howe"),
      (at, zone) => {
        const shown = wallTimeOf(at, zone);
        expect(wallTimeOf(momentOf(shown, zone), zone)).toBe(shown);
        expect(Math.abs(momentOf(shown, zone) - at)).toBeLessThanOrEqual(3_600_000);
      },
    ),
  );
});
