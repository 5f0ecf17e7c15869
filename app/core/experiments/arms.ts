/**
 * Which arm and which variant a visitor gets: by hash, so that the same visitor gets the same one on each page, and
 * whoever knows the id can work it out again.
 */
export interface Lot {
  readonly visitor: string;
  readonly campaign: number;
  readonly run: number;
}

/** As the storefront index carries it. */
type Weighted = readonly [id: string, weight: number, ...rest: readonly unknown[]];

/** A number in [0, 1) from a text: FNV-1a (32 bits), then the finisher of MurmurHash3, which spreads every bit. */
export function unitOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Whether a visitor is held out. `percent` of all visitors are; independent of the variant. */
export const isHeldOut = ({ visitor, campaign, run }: Lot, percent: number): boolean =>
  unitOf(`${visitor} ${campaign} ${run} hold`) * 100 < percent;

/** The variant of a visitor; weights need not add up to anything. */
export const variantOf = <V extends Weighted>(variants: readonly [V, ...V[]], { visitor, campaign, run }: Lot): V =>
  pick(variants, unitOf(`${visitor} ${campaign} ${run} variant`));

/** The variant at `unit` of the way through all weights. */
export function pick<V extends Weighted>(variants: readonly [V, ...V[]], unit: number): V {
  let rest = unit * variants.reduce((sum, variant) => sum + variant[1], 0);
  for (const variant of variants) if ((rest -= variant[1]) < 0) return variant;
  return variants[0];
}
