import { matches, type Facts, type Rule } from "../targeting/rule.ts";
import { within, type History } from "./history.ts";

/**
 * How often a campaign may show to one visitor: each page view, once a visit, so often a day, once in n days, or once
 * ever.
 */
export type Frequency =
  readonly ["page"] | readonly ["visit"] | readonly ["day", number] | readonly ["days", number] | readonly ["once"];

/** A frequency as the browser keeps it: so many times in so many days; in 0 days: in a visit. None = each page view. */
export type Pace = readonly [times: number, days: number];
/** Longer than anybody's browser remembers. */
const EVER = 36_500;

export function paceOf(frequency: Frequency): Pace | undefined {
  switch (frequency[0]) {
    case "page":
      return undefined;
    case "visit":
      return [1, 0];
    case "day":
      return [frequency[1], 1];
    case "days":
      return [1, frequency[1]];
    case "once":
      return [1, EVER];
  }
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

/**
 * What deciding asks of a campaign. It is a part of the campaign's entry in the storefront index, read as it is printed:
 * hence names of one letter.
 */
export interface Candidate {
  /** Campaign. */
  readonly i: number;
  /** Where, when and to whom. */
  readonly w: Rule;
  /** What the rule asks for beside this moment: 1 = the browser's memory, 2 = memberships, 3 = both; absent = nothing. */
  readonly q?: 1 | 2 | 3;
  /** How often; absent = on each page. */
  readonly f?: Pace;
  /** Present where a click ends it for the visitor. */
  readonly c?: 1;
  /** So many dismissals end it for the visitor; absent = they don't. */
  readonly d?: number;
  /** Where it shows: absent = an overlay, 0 = a bar, else the placement. Overlays take turns. */
  readonly p?: 0 | string;
  /** Present where it asks for an e-mail address: who gave one to this shop already is not asked. */
  readonly e?: 1;
}

export interface Moment {
  readonly facts: Facts;
  readonly consent: Consent;
  /** By campaign. */
  readonly histories: Readonly<Record<number, History>>;
  readonly turns: Turns | undefined;
  /** The shop's limits, as the index carries them. */
  readonly limits: readonly [overlaysAVisit: number, quietHours: number];
  /** This browser gave the shop an e-mail address. */
  readonly signedUp: boolean | undefined;
  /** Id of the running visit; absent = visits are not told apart. */
  readonly visit: string | undefined;
  readonly now: number;
}

/** Why a campaign does not show, in the order in which it is asked. */
export type HoldReason =
  | "no_consent"
  | "not_targeted"
  | "signed_up"
  | "clicked_before"
  | "dismissed_before"
  | "capped"
  | "quiet"
  | "visit_limit";
export type Decision = "show" | HoldReason;

const HOUR = 3_600_000;
/** A visit ends after so long without a page. */
export const QUIET = 1_800_000;

/**
 * Whether a campaign may show to this visitor now. An overlay's frequency cannot be kept without preferences consent, its
 * visitor's history not read without analytics, memberships not without marketing: then it does not show, rather than
 * show to somebody whom its rule would exclude. What asks for none of these shows to everybody, and remembers nothing.
 */
export function decide(candidate: Candidate, moment: Moment): Decision {
  const { consent, facts, histories } = moment;
  const { q: asked = 0, f: pace, d: mostDismissals = Infinity } = candidate;
  const history = histories[candidate.i] ?? {};
  const isOverlay = candidate.p === undefined;
  const forbidden =
    (isOverlay && !consent.preferences) || (asked > 0 && !consent.analytics) || (asked > 1 && !consent.marketing);
  if (forbidden) return "no_consent";
  if (!matches(candidate.w, facts)) return "not_targeted";
  if (candidate.e && moment.signedUp) return "signed_up";
  if (candidate.c && history.clicked) return "clicked_before";
  if ((history.dismissed?.length ?? 0) >= mostDismissals) return "dismissed_before";
  if (pace && !mayRepeat(pace, history, moment)) return "capped";
  if (isOverlay && moment.turns) return mayInterrupt(moment.turns, moment);
  return "show";
}

function mayInterrupt(turns: Turns, { limits: [overlaysAVisit, quietHours], visit, now }: Moment): Decision {
  if (turns.dismissedAt !== undefined && now - turns.dismissedAt < quietHours * HOUR) return "quiet";
  if (turns.count >= overlaysAVisit && isSameVisit(turns.visit, turns.shownAt, visit, now)) return "visit_limit";
  return "show";
}

/** Without analytics consent visits are not told apart: then as long as a quiet visit lasts. */
const isSameVisit = (before: string | undefined, at: number, visit: string | undefined, now: number): boolean =>
  before === undefined ? now - at < QUIET : before === visit;

/** The turns after an overlay was shown. */
export const turnTaken = (turns: Turns | undefined, visit: string | undefined, now: number): Turns => ({
  ...turns,
  visit,
  count: (turns && isSameVisit(turns.visit, turns.shownAt, visit, now) ? turns.count : 0) + 1,
  shownAt: now,
});

function mayRepeat([times, days]: Pace, history: History, { visit, now }: Moment): boolean {
  const last = history.shown?.at(-1);
  if (days > 0 || last === undefined) return within(history, "shown", days, now) < times;
  return !isSameVisit(history.visit, last, visit, now);
}
