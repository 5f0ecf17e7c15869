import { expect, test } from "vitest";
import { decide, paceOf, turnTaken, USUAL_LIMITS, type Candidate, type Moment } from "./decide.ts";
import { after, MOST_TIMES, within, type History } from "./history.ts";

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 25);
const candidate: Candidate = { i: 1, w: ["all", []], f: [1, 0], c: 1 };
const moment: Moment = {
  facts: {
    belowRoot: "/",
    pageType: "index",
    device: "desktop",
    returning: false,
    segments: new Set(),
    text: () => "",
    number: () => 0,
    past: () => 0,
  },
  consent: { preferences: true, analytics: true, marketing: true },
  histories: {},
  turns: undefined,
  limits: [USUAL_LIMITS.overlaysAVisit, USUAL_LIMITS.quietHours],
  signedUp: false,
  visit: "this",
  now,
};
const past = (history: History) => ({ histories: { 1: history } });
const only = (...given: ("preferences" | "analytics" | "marketing")[]) => ({
  preferences: given.includes("preferences"),
  analytics: given.includes("analytics"),
  marketing: given.includes("marketing"),
});

type Changed = { readonly [K in keyof Candidate]?: Candidate[K] | undefined };
test.each<[string, Changed, Partial<Moment>, string]>([
  ["shows to somebody new", {}, {}, "show"],
  ["shows under preferences alone when only this moment is asked", {}, { consent: only("preferences") }, "show"],
  ["keeps still without preferences: its frequency can't be kept", {}, { consent: only() }, "no_consent"],
  [
    "reads no history without analytics",
    { w: ["visitor", "new"], q: 1 },
    { consent: only("preferences") },
    "no_consent",
  ],
  [
    "excludes nobody whom it can't know",
    { w: ["none", [["segment", "vip"]]], q: 2 },
    { consent: only("preferences", "analytics") },
    "no_consent",
  ],
  ["keeps still where its rule fails", { w: ["page", ["cart"]] }, {}, "not_targeted"],
  ["stops after a click", {}, past({ clicked: [1] }), "clicked_before"],
  ["goes on after a click if asked to", { c: undefined }, past({ clicked: [1] }), "show"],
  ["once a visit: not again in this one", {}, past({ shown: [now], visit: "this" }), "capped"],
  ["once a visit: again in the next", {}, past({ shown: [now], visit: "that" }), "show"],
  ["once a visit, visits not told apart: not within half an hour", {}, past({ shown: [now - 1_799_999] }), "capped"],
  ["once a visit, visits not told apart: then again", {}, past({ shown: [now - 1_800_000] }), "show"],
  ["on every page: again", { f: undefined }, past({ shown: [now], visit: "this" }), "show"],
  ["once ever: not again", { f: [1, 36_500] }, past({ shown: [1] }), "capped"],
  ["once in 7 days: not a moment before", { f: [1, 7] }, past({ shown: [now - 7 * DAY + 1] }), "capped"],
  ["twice a day: a second time", { f: [2, 1] }, past({ shown: [now - 1] }), "show"],
  ["twice a day: no third time", { f: [2, 1] }, past({ shown: [now - DAY + 1, now] }), "capped"],
  ["twice a day: again on the next", { f: [2, 1] }, past({ shown: [now - DAY, now] }), "show"],
  ["closed once where two end it", { d: 2 }, past({ dismissed: [1] }), "show"],
  ["closed twice where two end it", { d: 2 }, past({ dismissed: [1, 2] }), "dismissed_before"],
  ["a bar needs no consent", { p: 0 }, { consent: only() }, "show"],
  ["a bar with a history needs it", { p: 0, w: ["visitor", "new"], q: 1 }, { consent: only() }, "no_consent"],
  ["no form for who signed up", { e: 1 }, { signedUp: true }, "signed_up"],
  ["a form for who did not", { e: 1 }, {}, "show"],
  ["other content for who signed up", {}, { signedUp: true }, "show"],
  ["quiet after a dismissal", {}, { turns: { count: 1, shownAt: 0, dismissedAt: now - DAY + 1 } }, "quiet"],
  ["quiet is over", {}, { turns: { count: 1, shownAt: 0, dismissedAt: now - DAY } }, "show"],
  ["a bar is not quiet", { p: 0 }, { turns: { count: 9, shownAt: now, dismissedAt: now } }, "show"],
  ["two overlays this visit", {}, { turns: { visit: "this", count: 2, shownAt: now } }, "visit_limit"],
  ["one overlay this visit", {}, { turns: { visit: "this", count: 1, shownAt: now } }, "show"],
  ["two overlays last visit", {}, { turns: { visit: "that", count: 2, shownAt: now } }, "show"],
  ["two overlays, visits not told apart", {}, { turns: { count: 2, shownAt: now - 1_799_999 } }, "visit_limit"],
  ["two overlays half an hour ago", {}, { turns: { count: 2, shownAt: now - 1_800_000 } }, "show"],
  ["once in 7 days: then again", { f: [1, 7] }, past({ shown: [now - 7 * DAY] }), "show"],
])("%s", (_name, changed, at, expected) => {
  expect(decide({ ...candidate, ...changed }, { ...moment, ...at })).toBe(expected);
});

test("turns are counted by visit, and a new one begins again; a dismissal stays", () => {
  const first = turnTaken({ visit: "that", count: 2, shownAt: 1, dismissedAt: 5 }, "this", 10);
  expect(first).toEqual({ visit: "this", count: 1, shownAt: 10, dismissedAt: 5 });
  expect(turnTaken(first, "this", 20)).toMatchObject({ count: 2, shownAt: 20 });
  expect(turnTaken(undefined, undefined, 20)).toEqual({ visit: undefined, count: 1, shownAt: 20 });
});

test.each([
  [["page"], undefined],
  [["visit"], [1, 0]],
  [
    ["day", 3],
    [3, 1],
  ],
  [
    ["days", 7],
    [1, 7],
  ],
  [["once"], [1, 36_500]],
] as const)("%s is kept as %s", (frequency, pace) => {
  expect(paceOf(frequency)).toEqual(pace);
});

test("a history keeps the last times of each deed", () => {
  let history: History | undefined;
  for (let at = 1; at <= MOST_TIMES + 2; at++) history = after(history, "shown", at * DAY);
  history = after(history, "clicked", 5);
  expect(history.shown).toHaveLength(MOST_TIMES);
  expect(history.clicked).toEqual([5]);
  expect(within(history, "shown", 2, (MOST_TIMES + 2) * DAY)).toBe(2);
  expect(within(undefined, "shown", 2, 0)).toBe(0);
});
