/** When to try again after so many attempts: a second later, then twice as long each time, at most `longestMs`. */
export const tryAgainAt = (attempts: number, longestMs: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(1_000 * 2 ** (attempts - 1), longestMs));
