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

const least = (a?: Stamp, b?: Stamp) => (!a || !b ? (a ?? b) : compareStamps(a, b) <= 0 ? a : b);
const greatest = (a?: Stamp, b?: Stamp) => (!a || !b ? (a ?? b) : compareStamps(a, b) >= 0 ? a : b);

/** Registers of several identities (or of several batches of facts) taken together. */
export const mergeRegisters = (a: Registers, b: Registers): Registers => ({
  first: least(a.first, b.first),
  joined: greatest(a.joined, b.joined),
  left: greatest(a.left, b.left),
});

export const join = (stamp: Stamp): Registers => ({ first: stamp, joined: stamp });
export const leave = (stamp: Stamp): Registers => ({ left: stamp });

/** Member ⇔ a join exists and it is not before the last leave; at equal instants the join wins. */
export const isMember = ({ joined, left }: Registers): boolean =>
  joined !== undefined && (left === undefined || joined.at >= left.at);
