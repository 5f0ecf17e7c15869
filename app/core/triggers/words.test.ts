import { expect, test } from "vitest";
import { boundsOf, takesSelector, TRIGGER_KINDS } from "./trigger.ts";
import { TRIGGER_EVENTS, TRIGGER_WORDS } from "./words.ts";

test.each(TRIGGER_KINDS)("%s: what has a value is asked for it, and says it", (kind) => {
  const hasValue = boundsOf(kind) !== null || takesSelector(kind);
  expect(TRIGGER_WORDS[kind].label !== undefined).toBe(hasValue);
  expect(TRIGGER_WORDS[kind].unit !== undefined).toBe(boundsOf(kind) !== null);
  expect(TRIGGER_EVENTS[kind].includes("#")).toBe(hasValue);
});
