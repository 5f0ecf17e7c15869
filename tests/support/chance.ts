/** Chance that can be had again: the same seed draws the same (mulberry32 by Tommy Ettinger, public domain). */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    /** Happens in so many of a hundred. */
    often: (percent: number) => next() * 100 < percent,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}
export type Chance = ReturnType<typeof chanceOf>;
