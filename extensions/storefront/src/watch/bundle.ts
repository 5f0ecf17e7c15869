import { onExit } from "./exit.ts";
import { forget } from "./forget.ts";
import { watchGoals } from "./goals.ts";
import { reachedSeconds } from "./seconds.ts";
import { tellCart } from "./cart.ts";

/**
 * What few pages watch for: a cart that changes, goals, how long something is looked at, a shopper who
 * leaves, or who allows less than before.
 */
export const watch = { forget, onExit, reachedSeconds, tellCart, watchGoals };
export type Watch = typeof watch;
