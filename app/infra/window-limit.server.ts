import { randomInt } from "node:crypto";

/** Counters of a limit, in two rows of so many: 4 MB. */
const SIZE = 2 ** 19;

/**
 * Counts by key in fixed windows of time, in this process: several processes each allow the limit. A restart begins
 * anew. Good enough for what a limit protects here, the server; what must be exact is in the database.
 *
 * Keys are not kept, however long or many they are: each has a counter in two rows, chosen by a hash that nobody can guess,
 * and the lesser one counts (count-min sketch, Cormode and Muthukrishnan 2005). So a flood of keys pushes nobody out, and
 * memory is bounded; it takes half a million other keys in a window before one is counted too high by one or so.
 */
export function makeWindowLimit(limit: number, windowMs: number) {
  const rows = [new Uint32Array(SIZE), new Uint32Array(SIZE)] as const;
  const seed = randomInt(2 ** 32);
  let window = -1;
  let used = false;

  const turn = (now: number) => {
    const current = Math.floor(now / windowMs);
    if (current === window) return;
    window = current;
    if (used) for (const row of rows) row.fill(0);
    used = false;
  };

  return {
    /** Takes `n`, or takes nothing and gives the seconds until the window ends. */
    take(key: string, n: number, now: number): { ok: true } | { ok: false; retryAfter: number } {
      turn(now);
      const [first, second] = placesOf(key, seed);
      const taken = Math.min(rows[0][first] ?? 0, rows[1][second] ?? 0) + n;
      if (taken > limit) return { ok: false, retryAfter: Math.ceil(((window + 1) * windowMs - now) / 1000) };
      used = true;
      // The greater of the two is another key's as well, and stays as it is.
      rows[0][first] = Math.max(rows[0][first] ?? 0, taken);
      rows[1][second] = Math.max(rows[1][second] ?? 0, taken);
      return { ok: true };
    },
  };
}

/** Two independent hashes of the key (MurmurHash3's mixing, by letters), as places in the rows. */
function placesOf(key: string, seed: number): [number, number] {
  let [a, b] = [seed, ~seed];
  for (let at = 0; at < key.length; at++) {
    const letter = key.charCodeAt(at);
    a = Math.imul(a ^ letter, 0x85ebca6b);
    b = Math.imul(b ^ letter, 0xc2b2ae35);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (b >>> 16), 0x27d4eb2d);
  b = Math.imul(b ^ (a >>> 15), 0x165667b1);
  return [(a ^ (a >>> 14)) >>> (32 - 19), (b ^ (b >>> 16)) >>> (32 - 19)];
}
