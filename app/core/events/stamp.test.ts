import { describe, expect, test } from "vitest";
import { uuidv7 } from "../identity/uuid.ts";
import { stampOf, wasLive, WEEK } from "./stamp.ts";

const HOUR = 3_600_000;
const received = Date.UTC(2026, 10, 25, 12);
const idAt = (milliseconds: number) => uuidv7(milliseconds, "000-8000-000000000000");
const stamp = (at: number, { sent = received, made = at }: { sent?: number; made?: number } = {}) =>
  stampOf({ id: idAt(made), at }, { received, sent });

describe("an event's time", () => {
  test("is the browser's where its clock is right", () => {
    expect(stamp(received - 5_000)).toBe(received - 5_000);
  });
  test("is shifted by the clock's error, and never after it was received", () => {
    const behind = received - 3 * HOUR;
    expect(stamp(behind - 5_000, { sent: behind })).toBe(received - 5_000);
    expect(stamp(received + 60_000, { sent: received })).toBe(received);
  });
  test.each<[string, number, { sent?: number; made?: number }, boolean]>([
    ["an id 7 days old", received - WEEK, {}, true],
    ["an older one", received - WEEK - 1, {}, false],
    ["an id an hour ahead", received, { made: received + HOUR }, true],
    ["one further ahead", received, { made: received + HOUR + 1 }, false],
    ["an event that an honest clock calls older than its id", received - WEEK - 1, { made: received }, false],
    ["an id of next year", received, { made: received + 365 * 24 * HOUR }, false],
  ])("%s", (_name, at, more, taken) => {
    expect(stamp(at, more) !== null).toBe(taken);
  });
});

test("a version counts from when it went live until a week after it went", () => {
  const version = { from: 10 * WEEK, until: 12 * WEEK };
  expect(wasLive(version, 10 * WEEK - 1)).toBe(false);
  expect(wasLive(version, 10 * WEEK)).toBe(true);
  expect(wasLive(version, 13 * WEEK)).toBe(true);
  expect(wasLive(version, 13 * WEEK + 1)).toBe(false);
  expect(wasLive({ ...version, until: null }, 99 * WEEK)).toBe(true);
});
