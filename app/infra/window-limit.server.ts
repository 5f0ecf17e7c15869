/** More keys than this in one window: the longest known are forgotten first. Bounds the memory of the process. */
const MOST_KEYS = 100_000;

/**
 * Counts by key in fixed windows of time, in this process: several processes each allow the limit. A restart begins
 * anew. Good enough for what a limit protects here, the server; what must be exact is in the database.
 */
export function makeWindowLimit(limit: number, windowMs: number) {
  let window = -1;
  const counts = new Map<string, number>();

  const turn = (now: number) => {
    const current = Math.floor(now / windowMs);
    if (current === window) return;
    window = current;
    counts.clear();
  };

  return {
    /** Takes `n`, or takes nothing and gives the seconds until the window ends. */
    take(key: string, n: number, now: number): { ok: true } | { ok: false; retryAfter: number } {
      turn(now);
      const taken = (counts.get(key) ?? 0) + n;
      if (taken > limit) return { ok: false, retryAfter: Math.ceil(((window + 1) * windowMs - now) / 1000) };
      counts.set(key, taken);
      if (counts.size > MOST_KEYS)
        for (const oldest of counts.keys()) {
          counts.delete(oldest);
          break;
        }
      return { ok: true };
    },
  };
}
