import { MAX_NEW_VISITORS_AN_HOUR } from "#app/contract/wire.ts";
import { isOneTooMany } from "#app/features/ingest/limits.server.ts";
import { expect, test } from "vitest";
import { networkOf } from "#app/features/ingest/index.server.ts";
import { makeWindowLimit } from "#app/infra/window-limit.server.ts";

const MINUTE = 60_000;

test("takes as much as it allows in a window, whole or not at all, and says when the window ends", () => {
  const limit = makeWindowLimit(10, MINUTE);
  expect(limit.take("a", 7, 15_000)).toEqual({ ok: true });
  expect(limit.take("a", 4, 15_000)).toEqual({ ok: false, retryAfter: 45 });
  expect(limit.take("a", 3, 59_999)).toEqual({ ok: true });
  expect(limit.take("a", 1, 59_999)).toEqual({ ok: false, retryAfter: 1 });
  expect(limit.take("b", 10, 59_999)).toEqual({ ok: true });
  expect(limit.take("a", 10, MINUTE)).toEqual({ ok: true });
});

test("a flood of other keys neither sets a key free nor holds one up", () => {
  const limit = makeWindowLimit(10, MINUTE);
  limit.take("spent", 10, 0);
  limit.take("half", 5, 0);
  for (let n = 0; n < 200_000; n++) limit.take(`other ${n}`, 1, 0);
  expect(limit.take("spent", 1, 0).ok).toBe(false);
  expect(limit.take("half", 2, 0).ok).toBe(true);
  // Nobody counts for another: of a thousand that come now hardly one meets two full counters.
  const held = Array.from({ length: 1_000 }, (_, n) => limit.take(`new ${n}`, 8, 0).ok).filter((ok) => !ok);
  expect(held.length).toBeLessThan(10);
});

test("keys of a megabyte cost a moment, not memory", () => {
  const limit = makeWindowLimit(1, MINUTE);
  const long = "x".repeat(1_000_000);
  expect(limit.take(long, 1, 0).ok).toBe(true);
  expect(limit.take(long, 1, 0).ok).toBe(false);
  expect(limit.take(`${long}y`, 1, 0).ok).toBe(true);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7, 10.0.0.1", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::9", "2001:db8:1:2"],
  ["a".repeat(10_000), "?"],
  ["", null],
  [undefined, null],
])("of %j the network is %j", (forwarded, network) => {
  expect(networkOf(forwarded)).toBe(network);
});

test("a post whose transaction is tried again is taken from its address's limit once", () => {
  const now = new Date();
  const one = {};
  for (let tries = 0; tries < MAX_NEW_VISITORS_AN_HOUR * 2; tries++)
    expect(isOneTooMany(one, "fern.myshopify.com", "198.51.100.7", 1, now)).toBe(false);
  const others = Array.from({ length: MAX_NEW_VISITORS_AN_HOUR }, () =>
    isOneTooMany({}, "fern.myshopify.com", "198.51.100.7", 1, now),
  );
  expect(others.slice(0, -1)).not.toContain(true);
  expect(others.at(-1)).toBe(true);
});
