import { matches, type Facts, type Rule } from "../targeting/rule.ts";

/** How often a campaign may show to one visitor: each page view, once a visit, once in n days, or once ever. */
export type Frequency = readonly ["page"] | readonly ["visit"] | readonly ["days", number] | readonly ["once"];

/** What the browser remembers of one campaign. Times in milliseconds since 1970. */
export interface History {
  readonly shownAt?: number;
  readonly shownVisit?: string;
  readonly clickedAt?: number;
  /** The variant that was drawn, and in which run. */
  readonly variant?: string;
  readonly run?: number;
}

/** The shop's fairness to shoppers, over all campaigns. */
export interface Limits {
  readonly overlaysAVisit: number;
  /** No overlay for so long after one was dismissed. */
  readonly quietHours: number;
}
export const USUAL_LIMITS: Limits = { overlaysAVisit: 2, quietHours: 24 };

/** What the browser remembers of overlays, whichever they were. */
export interface Turns {
  /** The visit of the last one; absent = visits were not told apart. */
  readonly visit?: string | undefined;
  /** How many that visit has had. */
  readonly count: number;
  readonly shownAt: number;
  readonly dismissedAt?: number | undefined;
}

/** What the shopper allowed, by Shopify's Customer Privacy API. Each level asks for those before it. */
export interface Consent {
  readonly preferences: boolean;
  readonly analytics: boolean;
  readonly marketing: boolean;
}

export interface Candidate {
  readonly rule: Rule;
  /** Whether the rule asks for this browser's memory, and for memberships (core/targeting, `asks`). */
  readonly asksOwn: boolean;
  readonly asksKnown: boolean;
  readonly frequency: Frequency;
  readonly stopAfterClick: boolean;
  /** Overlays take turns; bars and inline content do not. */
  readonly overlay: boolean;
  /** It asks for an e-mail address. */
  readonly asksForEmail: boolean;
}

export interface Moment {
  readonly facts: Facts;
  readonly consent: Consent;
  readonly history: History;
  readonly turns: Turns | undefined;
  readonly limits: Limits;
  /** This browser gave the shop an e-mail address. */
  readonly signedUp: boolean;
  /** Id of the running visit. */
  readonly visit: string;
  readonly now: number;
}

/** Why a campaign does not show, in the order in which it is asked. */
export type HoldReason =
  "no_consent" | "not_targeted" | "signed_up" | "clicked_before" | "capped" | "quiet" | "visit_limit";
export type Decision = { readonly show: true } | { readonly show: false; readonly reason: HoldReason };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A visit ends after so long without a page. */
export const QUIET = 30 * 60_000;
const hold = (reason: HoldReason): Decision => ({ show: false, reason });

/**
 * Whether a campaign may show to this visitor now. An overlay's frequency cannot be kept without preferences consent, its
 * visitor's history not read without analytics, memberships not without marketing: then it does not show, rather than
 * show to somebody whom its rule would exclude. What asks for none of these shows to everybody, and remembers nothing.
 */
export function decide(candidate: Candidate, moment: Moment): Decision {
  const { consent, history } = moment;
  if (candidate.overlay && !consent.preferences) return hold("no_consent");
  if (candidate.asksOwn && !consent.analytics) return hold("no_consent");
  if (candidate.asksKnown && !(consent.analytics && consent.marketing)) return hold("no_consent");
  if (!matches(candidate.rule, moment.facts)) return hold("not_targeted");
  if (candidate.asksForEmail && moment.signedUp) return hold("signed_up");
  if (candidate.stopAfterClick && history.clickedAt !== undefined) return hold("clicked_before");
  if (!mayRepeat(candidate.frequency, moment)) return hold("capped");
  if (candidate.overlay && isQuiet(moment)) return hold("quiet");
  if (candidate.overlay && hadItsTurns(moment)) return hold("visit_limit");
  return { show: true };
}

const isQuiet = ({ turns, limits, now }: Moment): boolean =>
  turns?.dismissedAt !== undefined && now - turns.dismissedAt < limits.quietHours * HOUR;

const hadItsTurns = ({ turns, limits, visit, now }: Moment): boolean =>
  turns !== undefined && isSameVisit(turns.visit, turns.shownAt, visit, now) && turns.count >= limits.overlaysAVisit;

/** Without analytics consent visits are not told apart: then as long as a quiet visit lasts. */
const isSameVisit = (before: string | undefined, at: number, visit: string, now: number): boolean =>
  before === undefined ? now - at < QUIET : before === visit;

/** The turns after an overlay was shown. */
export const turnTaken = (turns: Turns | undefined, visit: string, now: number): Turns => ({
  ...turns,
  visit: visit === "" ? undefined : visit,
  count: (turns && isSameVisit(turns.visit, turns.shownAt, visit, now) ? turns.count : 0) + 1,
  shownAt: now,
});

function mayRepeat(frequency: Frequency, { history, visit, now }: Moment): boolean {
  if (history.shownAt === undefined) return true;
  switch (frequency[0]) {
    case "page":
      return true;
    case "visit":
      return !isSameVisit(history.shownVisit, history.shownAt, visit, now);
    case "days":
      return now - history.shownAt >= frequency[1] * DAY;
    case "once":
      return false;
  }
}
