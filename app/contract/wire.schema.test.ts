import { expect, test } from "vitest";
import { uuidv7 } from "../core/identity/uuid.ts";
import { eventPost, wireEvent } from "./wire.schema.ts";

const id = uuidv7(Date.UTC(2026, 10, 25), "000-8000-000000000000");
const base = { id, visit: id, at: Date.UTC(2026, 10, 25), consent: "marketing", path: "/" };
const click = { ...base, kind: "click", campaign: 1, version: 1, variant: "a", block: "button" };

test("events as the storefront makes them", () => {
  expect(wireEvent.safeParse(click).success).toBe(true);
  expect(wireEvent.safeParse({ ...base, kind: "page", pageType: "index" }).success).toBe(true);
});

test("the whole vocabulary, and each part of it that can't be", () => {
  const page = { ...base, kind: "page", pageType: "product" };
  const fine: object[] = [
    { ...page, product: 8e12, collection: 7, cart: { value: 3600, count: 2, products: [1, 2] } },
    { ...page, source: { referrer: "https://a.example/", landing: "/", query: "?utm_source=mail" } },
    { ...page, held: [{ campaign: 1, reason: "capped" }] },
    { ...click, kind: "view", seconds: 3, block: undefined },
    { ...click, kind: "engagement", block: "code", element: "copy" },
    { ...click, kind: "submit", block: "email", fields: { email: "a@b.example" } },
    { ...click, kind: "goal", goal: "cart" },
    { ...click, kind: "exposure", arm: "held", variant: "" },
  ];
  for (const event of fine) expect(wireEvent.safeParse(event).error).toBeUndefined();
  const bad: object[] = [
    { ...page, product: -1 },
    { ...page, product: 2 ** 60 },
    { ...page, cart: { value: 0.5, count: 1, products: [] } },
    { ...page, cart: { value: 1, count: 1, products: Array(101).fill(1) } },
    { ...page, source: { referrer: "", landing: "", query: "x".repeat(1025) } },
    { ...page, held: Array(21).fill({ campaign: 1, reason: "x" }) },
    { ...click, kind: "view", seconds: 121 },
    { ...click, kind: "view", seconds: -3 },
    { ...click, kind: "goal", goal: "to the moon" },
    { ...click, kind: "submit", fields: { email: 7 } },
    { ...click, kind: "submit", fields: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`f${n}`, ""])) },
    { ...click, kind: "submit", fields: { email: "x".repeat(1025) } },
  ];
  for (const event of bad) expect(wireEvent.safeParse(event).success).toBe(false);
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
