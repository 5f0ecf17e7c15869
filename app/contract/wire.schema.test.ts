import { expect, test } from "vitest";
import { uuidv7 } from "../core/identity/uuid.ts";
import { eventPost, wireEvent } from "./wire.schema.ts";

const id = uuidv7(Date.UTC(2026, 10, 25), new Uint8Array(10));
const base = { id, visit: id, at: Date.UTC(2026, 10, 25), consent: "marketing", path: "/" };
const click = { ...base, kind: "click", campaign: 1, version: 1, variant: "a", block: "button" };

test("events as the storefront makes them", () => {
  expect(wireEvent.safeParse(click).success).toBe(true);
  expect(wireEvent.safeParse({ ...base, kind: "page", pageType: "index" }).success).toBe(true);
});

test.each<[string, object]>([
  ["an unknown kind", { kind: "hack" }],
  ["an id that is no UUIDv7", { id: "1" }],
  ["a version below one", { version: 0 }],
  ["a campaign that no integer holds", { campaign: 2 ** 31 }],
  ["half a campaign", { campaign: 1.5 }],
  ["a time beyond time", { at: 1e300 }],
  ["a text with NUL", { path: "a\0b" }],
  ["a lone surrogate", { path: "\ud800" }],
  ["an endless path", { path: "x".repeat(1025) }],
  ["no consent at all", { consent: "none" }],
  ["a number for a text", { variant: 7 }],
])("%s is refused", (_name, change) => {
  expect(wireEvent.safeParse({ ...click, ...change }).success).toBe(false);
});

test("a post holds at most 50 events, and a bad one does not spoil it", () => {
  const post = { sent: 1, visitor: id, ref: "a".repeat(20), device: "phone" };
  expect(eventPost.safeParse({ ...post, events: Array(50).fill("garbage") }).success).toBe(true);
  expect(eventPost.safeParse({ ...post, events: Array(51).fill(click) }).success).toBe(false);
});
