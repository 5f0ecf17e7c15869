import { expect, test } from "vitest";
import { decide, type Candidate, type Moment } from "./decide.ts";

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 25);
const candidate: Candidate = { rule: ["all", []], frequency: ["visit"], stopAfterClick: true };
const moment: Moment = {
  facts: { pageType: "index", device: "desktop", returning: false, segments: new Set() },
  consent: { preferences: true, analytics: true, marketing: true },
  history: {},
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
  ["reads no history without analytics", { rule: ["visitor", "new"] }, { consent: only("preferences") }, "no_consent"],
  [
    "excludes nobody whom it can't know",
    { rule: ["none", [["segment", "vip"]]] },
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
  ["once in 7 days: then again", { frequency: ["days", 7] }, { history: { shownAt: now - 7 * DAY } }, "show"],
])("%s", (_name, changed, at, expected) => {
  const decision = decide({ ...candidate, ...changed }, { ...moment, ...at });
  expect(decision.show ? "show" : decision.reason).toBe(expected);
});
