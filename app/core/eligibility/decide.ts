import { asks, matches, type Facts, type Rule } from "../targeting/rule.ts";

/** How often a campaign may show to one visitor: each page view, once a visit, once in n days, or once ever. */
export type Frequency = readonly ["page"] | readonly ["visit"] | readonly ["days", number] | readonly ["once"];

/** What the browser remembers of one campaign. Times in milliseconds since 1970. */
export interface History {
  readonly shownAt?: number;
  readonly shownVisit?: string;
  readonly clickedAt?: number;
}

/** What the shopper allowed, by Shopify's Customer Privacy API. Each level asks for those before it. */
export interface Consent {
  readonly preferences: boolean;
  readonly analytics: boolean;
  readonly marketing: boolean;
}

export interface Candidate {
  readonly rule: Rule;
  readonly frequency: Frequency;
  readonly stopAfterClick: boolean;
}

export interface Moment {
  readonly facts: Facts;
  readonly consent: Consent;
  readonly history: History;
  /** Id of the running visit. */
  readonly visit: string;
  readonly now: number;
}

/** Why a campaign does not show, in the order in which it is asked. */
export type HoldReason = "no_consent" | "not_targeted" | "clicked_before" | "capped";
export type Decision = { readonly show: true } | { readonly show: false; readonly reason: HoldReason };

const DAY = 86_400_000;
/** A visit ends after so long without a page. */
export const QUIET = 30 * 60_000;
const hold = (reason: HoldReason): Decision => ({ show: false, reason });

/**
 * Whether an overlay may show to this visitor now. Its frequency cannot be kept without preferences consent, its
 * visitor's history not read without analytics, memberships not without marketing: then it does not show, rather than
 * show to somebody whom its rule would exclude.
 */
export function decide(candidate: Candidate, moment: Moment): Decision {
  const { consent, history } = moment;
  if (!consent.preferences) return hold("no_consent");
  if (asks(candidate.rule, "own") && !consent.analytics) return hold("no_consent");
  if (asks(candidate.rule, "known") && !(consent.analytics && consent.marketing)) return hold("no_consent");
  if (!matches(candidate.rule, moment.facts)) return hold("not_targeted");
  if (candidate.stopAfterClick && history.clickedAt !== undefined) return hold("clicked_before");
  if (!mayRepeat(candidate.frequency, moment)) return hold("capped");
  return { show: true };
}

function mayRepeat(frequency: Frequency, { history, visit, now }: Moment): boolean {
  if (history.shownAt === undefined) return true;
  switch (frequency[0]) {
    case "page":
      return true;
    case "visit":
      // Without analytics consent visits are not told apart: then as long as a quiet visit lasts.
      return history.shownVisit === undefined ? now - history.shownAt >= QUIET : history.shownVisit !== visit;
    case "days":
      return now - history.shownAt >= frequency[1] * DAY;
    case "once":
      return false;
  }
}
