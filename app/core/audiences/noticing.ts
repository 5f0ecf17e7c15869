/** A profile noticed as a member of a segment, and until when it is one by itself. */
export interface Noticed {
  readonly segmentId: number;
  readonly profile: string;
  readonly until: Date | null;
}

/** A member under another name: the same person as before. */
export interface Moved extends Noticed {
  readonly from: string;
}

export interface Differences {
  readonly entered: readonly Noticed[];
  readonly renewed: readonly Noticed[];
  readonly left: readonly Noticed[];
  readonly moved: readonly Moved[];
}

const keyOf = ({ segmentId, profile }: Noticed) => `${segmentId} ${profile}`;

/** What is to be written, where `before` was noticed of some profiles and `after` is so. */
export function differences(before: readonly Noticed[], after: readonly Noticed[]): Differences {
  const was = new Map(before.map((member) => [keyOf(member), member]));
  const is = new Set(after.map(keyOf));
  return {
    entered: after.filter((member) => !was.has(keyOf(member))),
    renewed: after.filter((member) => {
      const known = was.get(keyOf(member));
      return known !== undefined && known.until?.getTime() !== member.until?.getTime();
    }),
    left: before.filter((member) => !is.has(keyOf(member))),
    moved: [],
  };
}

/** `now` is what somebody is called who was part of the profile `was`. */
export interface Kin {
  readonly was: string;
  readonly now: string;
}

/**
 * A person counts once: who left a segment under one name and entered it under another neither entered nor left. Two
 * members who turn out to be one person are one leaver; one who turns out to be two, one who entered.
 */
export function withMoves(found: Differences, kin: readonly Kin[]): Differences {
  const left = new Map(found.left.map((member) => [keyOf(member), member]));
  const moved: Moved[] = [];
  const entered = found.entered.filter((member) => {
    const earlier = kin
      .filter(({ now }) => now === member.profile)
      .map(({ was }) => left.get(keyOf({ ...member, profile: was })))
      .find((one) => one !== undefined);
    if (!earlier) return true;
    left.delete(keyOf(earlier));
    moved.push({ ...member, from: earlier.profile });
    return false;
  });
  return { ...found, entered, left: [...left.values()], moved: [...found.moved, ...moved] };
}
