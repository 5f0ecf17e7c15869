import { expect, test } from "vitest";
import { decide, turnTaken, USUAL_LIMITS, type Candidate, type Moment } from "./decide.ts";

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 25);
const candidate: Candidate = {
  asksOwn: false,
  asksKnown: false,

  rule: ["all", []],
  frequency: ["visit"],
  stopAfterClick: true,
  overlay: true,
  asksForEmail: false,
};
const moment: Moment = {
  facts: {
    pageType: "index",
    device: "desktop",
    returning: false,
    segments: new Set(),
    texts: { path: "/", query: "", referrer: "", source: "", medium: "", campaign: "", language: "en", country: "de" },
    numbers: { cart: 0, items: 0 },
  },
  consent: { preferences: true, analytics: true, marketing: true },
  history: {},
  turns: undefined,
  limits: USUAL_LIMITS,
  signedUp: false,
  visit: "this",
  now,
};
const only = (...given: ("preferences" | "analytics" | "marketing")[]) => ({
  preferences: given.includes("preferences"),
  analytics: given.includes("analytics"),
  marketing: given.includes("marketing"),
});

test.each<[string, Partial<Candidate>, Partial<Moment>, string]>([
  ["shows to somebody new", {}, {}, "show"],
  ["shows under preferences alone when only this moment is asked", {}, { consent: only("preferences") }, "show"],
  ["keeps still without preferences: its frequency can't be kept", {}, { consent: only() }, "no_consent"],
  [
    "reads no history without analytics",
    { rule: ["visitor", "new"], asksOwn: true },
    { consent: only("preferences") },
    "no_consent",
  ],
  [
    "excludes nobody whom it can't know",
    { rule: ["none", [["segment", "vip"]]], asksKnown: true },
    { consent: only("preferences", "analytics") },
    "no_consent",
  ],
  ["keeps still where its rule fails", { rule: ["page", ["cart"]] }, {}, "not_targeted"],
  ["stops after a click", {}, { history: { clickedAt: 1 } }, "clicked_before"],
  ["goes on after a click if asked to", { stopAfterClick: false }, { history: { clickedAt: 1 } }, "show"],
  ["once a visit: not again in this one", {}, { history: { shownAt: now, shownVisit: "this" } }, "capped"],
  ["once a visit: again in the next", {}, { history: { shownAt: now, shownVisit: "that" } }, "show"],
  [
    "once a visit, visits not told apart: not within half an hour",
    {},
    { history: { shownAt: now - 1_799_999 } },
    "capped",
  ],
  ["once a visit, visits not told apart: then again", {}, { history: { shownAt: now - 1_800_000 } }, "show"],
  ["on every page: again", { frequency: ["page"] }, { history: { shownAt: now, shownVisit: "this" } }, "show"],
  ["once ever: not again", { frequency: ["once"] }, { history: { shownAt: 1 } }, "capped"],
  [
    "once in 7 days: not a moment before",
    { frequency: ["days", 7] },
    { history: { shownAt: now - 7 * DAY + 1 } },
    "capped",
  ],
  ["a bar needs no consent", { overlay: false }, { consent: only() }, "show"],
  [
    "a bar with a history needs it",
    { overlay: false, rule: ["visitor", "new"], asksOwn: true },
    { consent: only() },
    "no_consent",
  ],
  ["no form for who signed up", { asksForEmail: true }, { signedUp: true }, "signed_up"],
  ["a form for who did not", { asksForEmail: true }, {}, "show"],
  ["other content for who signed up", {}, { signedUp: true }, "show"],
  ["quiet after a dismissal", {}, { turns: { count: 1, shownAt: 0, dismissedAt: now - DAY + 1 } }, "quiet"],
  ["quiet is over", {}, { turns: { count: 1, shownAt: 0, dismissedAt: now - DAY } }, "show"],
  ["a bar is not quiet", { overlay: false }, { turns: { count: 9, shownAt: now, dismissedAt: now } }, "show"],
  ["two overlays this visit", {}, { turns: { visit: "this", count: 2, shownAt: now } }, "visit_limit"],
  ["one overlay this visit", {}, { turns: { visit: "this", count: 1, shownAt: now } }, "show"],
  ["two overlays last visit", {}, { turns: { visit: "that", count: 2, shownAt: now } }, "show"],
  ["two overlays, visits not told apart", {}, { turns: { count: 2, shownAt: now - 1_799_999 } }, "visit_limit"],
  ["two overlays half an hour ago", {}, { turns: { count: 2, shownAt: now - 1_800_000 } }, "show"],
  ["once in 7 days: then again", { frequency: ["days", 7] }, { history: { shownAt: now - 7 * DAY } }, "show"],
])("%s", (_name, changed, at, expected) => {
  const decision = decide({ ...candidate, ...changed }, { ...moment, ...at });
  expect(decision.show ? "show" : decision.reason).toBe(expected);
});

test("turns are counted by visit, and a new one begins again; a dismissal stays", () => {
  const first = turnTaken({ visit: "that", count: 2, shownAt: 1, dismissedAt: 5 }, "this", 10);
  expect(first).toEqual({ visit: "this", count: 1, shownAt: 10, dismissedAt: 5 });
  expect(turnTaken(first, "this", 20)).toMatchObject({ count: 2, shownAt: 20 });
  expect(turnTaken(undefined, "", 20)).toEqual({ visit: undefined, count: 1, shownAt: 20 });
});
