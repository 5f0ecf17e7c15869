import fc from "fast-check";
import { expect, test } from "vitest";
import { isUuidv7, timeOfUuid, uuidv7 } from "./uuid.ts";

const random = fc.uuid({ version: 4 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("an id is a UUIDv7, keeps its time, and sorts by it", () => {
  fc.assert(
    fc.property(time, time, random, random, (a, b, x, y) => {
      const [first, second] = [uuidv7(a, x), uuidv7(b, y)];
      expect(isUuidv7(first)).toBe(true);
      expect(timeOfUuid(first)).toBe(a);
      if (a < b) expect(first < second).toBe(true);
    }),
  );
});

test("the example of RFC 9562, appendix A.6", () => {
  expect(uuidv7(0x017f22e279b0, "cc3-98c4-dc0c0c07398f")).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test.each(["", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "x".repeat(36)])(
  "%j is none",
  (text) => {
    expect(isUuidv7(text)).toBe(false);
  },
);
