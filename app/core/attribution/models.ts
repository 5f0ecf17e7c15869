import { compareStamps } from "../audiences/law.ts";
import { allocate } from "../shared/money.ts";
import type { Credit, Line, Touch } from "./credit.ts";

const DAY = 86_400_000;
/** A click this much older counts half under time decay. */
const HALF_LIFE_MS = 7 * DAY;
/** Weights of time decay are fractions; scaled so, they keep all digits of a double. */
const SCALE = 2 ** 52;

/** Weights of touches, oldest first; their sum is not zero. `end` is the end of the order's second, in milliseconds. */
type Weigh = (touches: readonly Pick<Touch, "at" | "kind">[], end: number) => bigint[];

/** All to the last, or to the first, of those that hold. */
const onlyAt =
  (find: (touches: Parameters<Weigh>[0]) => number): Weigh =>
  (touches) => {
    const winner = find(touches);
    return touches.map((_, at) => (at === winner ? 1n : 0n));
  };
const last = (touches: readonly unknown[]) => touches.length - 1;

/**
 * How each model shares a line among the touches that may claim it. This table is all that is known of a model; a new
 * one is an entry here.
 */
export const MODELS = {
  /** A click beats a view, however late that came. */
  last_click: onlyAt((touches) => {
    const click = touches.map(({ kind }) => kind !== "impression").lastIndexOf(true);
    return click === -1 ? last(touches) : click;
  }),
  last_touch: onlyAt(last),
  first_touch: onlyAt(() => 0),
  linear: (touches) => touches.map(() => 1n),
  time_decay: (touches, end) => touches.map(({ at }) => BigInt(Math.round(2 ** (-(end - at) / HALF_LIFE_MS) * SCALE))),
  /** One gets all, two a half each; of more the first and the last 40 %, those between share 20 %. */
  position_based: (touches) => {
    const between = BigInt(touches.length - 2);
    return touches.map((_, at) => (between < 1n ? 1n : at === 0 || at === last(touches) ? 2n * between : 1n));
  },
} as const satisfies Record<string, Weigh>;

export type Model = keyof typeof MODELS;
/** By which shops count. */
export const USUAL_MODEL: Model = "last_click";
export const MODEL_NAMES = Object.keys(MODELS) as Model[];

/**
 * What each touch gets of each line, by a model: the line is shared among the touches whose campaign may claim it, by the
 * largest remainder, ties to the earlier. A line that none may claim is credited to nobody, and whom the model gives nothing is left out.
 */
export function creditBy(model: Model, touches: readonly Touch[], lines: readonly Line[], end: number): Credit[] {
  const inOrder = [...touches].sort(compareStamps);
  return lines.flatMap((line) => {
    const claimants = inOrder.filter((touch) => mayClaim(touch, line));
    if (claimants.length === 0) return [];
    const weights = MODELS[model](claimants, end);
    const shares = allocate(line.value, weights);
    return claimants.flatMap(({ id, campaignId }, at) =>
      weights[at] === 0n ? [] : [{ lineId: line.id, touchId: id, campaignId, amount: shares[at] ?? 0n }],
    );
  });
}

/** A campaign claims every line, or those of its products. */
const mayClaim = ({ products }: Touch, { productId }: Line): boolean =>
  products === undefined || products.some((one) => one === productId);
