/**
 * The membership law (docs/membership.md). A join or a leave is a fact of one identity and one audience; the registers
 * keep the least join, the greatest join and the greatest leave. Least and greatest commute and repeat harmlessly, so
 * any order, repetition or batching of the same facts gives the same membership.
 */
export interface Stamp {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The fact's own id: breaks ties, so evidence is unique. */
  readonly id: string;
}

export interface Registers {
  readonly first?: Stamp | undefined;
  readonly joined?: Stamp | undefined;
  readonly left?: Stamp | undefined;
}

/** Negative, zero or positive as `a` is before, at or after `b`, by (at, id). */
export const compareStamps = (a: Stamp, b: Stamp): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const least = <T extends Stamp>(a?: T, b?: T): T | undefined =>
  !a || !b ? (a ?? b) : compareStamps(a, b) <= 0 ? a : b;
export const greatest = <T extends Stamp>(a?: T, b?: T): T | undefined =>
  !a || !b ? (a ?? b) : compareStamps(a, b) >= 0 ? a : b;

/** Registers of several identities (or of several batches of facts) taken together. */
export const mergeRegisters = (a: Registers, b: Registers): Registers => ({
  first: least(a.first, b.first),
  joined: greatest(a.joined, b.joined),
  left: greatest(a.left, b.left),
});

export const join = (stamp: Stamp): Registers => ({ first: stamp, joined: stamp });
export const leave = (stamp: Stamp): Registers => ({ left: stamp });

/** When a membership ends by itself. All absent = never. */
export interface Ending {
  /** So many times 24 hours after the last join. */
  readonly afterDays?: number | undefined;
  readonly onOrder?: boolean | undefined;
  /** On joining that other audience. */
  readonly onJoining?: number | undefined;
}

/** What of the rest of the profile an ending looks at. Milliseconds since 1970; absent = never. */
export interface Surroundings {
  /** The last order that is no test: the end of the second of its `processed_at`. */
  readonly lastOrder?: number | undefined;
  /** The last join of the audience that `onJoining` names. */
  readonly joinedOther?: number | undefined;
}

const DAY = 86_400_000;

/** The last leave, with those that the audience's ending adds. */
export const leftAt = (
  { left }: Registers,
  { onOrder, onJoining }: Ending,
  around: Surroundings,
): number | undefined => {
  const leaves = [left?.at, onOrder ? around.lastOrder : undefined, onJoining ? around.joinedOther : undefined];
  const all = leaves.filter((at) => at !== undefined);
  return all.length === 0 ? undefined : Math.max(...all);
};

/** When a membership runs out; undefined = it does not, or there is none. */
export const untilOf = ({ joined }: Registers, { afterDays }: Ending): number | undefined =>
  joined && afterDays !== undefined ? joined.at + afterDays * DAY : undefined;

/**
 * Member at `t` ⇔ a join exists, the last one is not before the last leave, and it has not run out. A repeat renews; at
 * equal instants the join wins.
 */
export function isMember(registers: Registers, ending: Ending, around: Surroundings, t: number): boolean {
  const { joined } = registers;
  if (!joined) return false;
  const left = leftAt(registers, ending, around);
  const until = untilOf(registers, ending);
  return (left === undefined || joined.at >= left) && (until === undefined || t < until);
}
