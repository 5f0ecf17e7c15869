/** When to try again after so many attempts: a second later, then twice as long each time, at most `longestMs`. */
export const tryAgainAt = (attempts: number, longestMs: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(1_000 * 2 ** (attempts - 1), longestMs));

/** What failed rests, each for itself: in this process, for what is looked at by all. */
export function makeRests(longestMs: number) {
  const failed = new Map<number, { attempts: number; until: Date }>();
  return {
    resting: (now: Date): number[] => [...failed].filter(([, { until }]) => now < until).map(([id]) => id),
    isResting: (id: number, now: Date): boolean => now < (failed.get(id)?.until ?? now),
    failed(id: number, now: Date): void {
      const attempts = (failed.get(id)?.attempts ?? 0) + 1;
      failed.set(id, { attempts, until: tryAgainAt(attempts, longestMs, now) });
    },
    ended: (id: number): void => void failed.delete(id),
  };
}
