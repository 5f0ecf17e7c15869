import type { Deed } from "../targeting/rule.ts";

/**
 * What the browser remembers of one campaign: when the visitor did what with it (milliseconds since 1970), oldest
 * first.
 */
export interface History extends Readonly<Partial<Record<Deed, readonly number[]>>> {
  /** The visit in which it showed last; absent = visits were not told apart. */
  readonly visit?: string | undefined;
  /** The variant that was drawn, and in which run. */
  readonly variant?: string;
  readonly run?: number;
}

/** So many times of each deed are kept: no frequency and no condition counts further. */
export const MOST_TIMES = 9;
const DAY = 86_400_000;

/** How often within the last `days`. */
export const within = (history: History | undefined, deed: Deed, days: number, now: number): number =>
  (history?.[deed] ?? []).filter((at) => now - at < days * DAY).length;

/** The history after one more deed. */
export const after = (history: History | undefined, deed: Deed, now: number): History => ({
  ...history,
  [deed]: [...(history?.[deed] ?? []), now].slice(-MOST_TIMES),
});
