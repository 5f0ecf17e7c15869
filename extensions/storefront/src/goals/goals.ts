import { firstVariant, type StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { IndexRule } from "../../../../app/core/bundle/index-rule.ts";
import type { Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";

export type WatchGoals = typeof watchGoals;

/** Sends the goals that a version names, one event a version: the server knows which campaigns were touched before. */
export function watchGoals({ c: entries }: StorefrontIndex, cartItems: number, say: (event: Said) => void) {
  const reached = (goal: string, applies: (rule: IndexRule) => boolean = ([on]) => on === goal) => {
    for (const { i, v, j, h } of entries)
      if (j.some(applies))
        say({
          kind: "goal",
          campaign: i,
          version: v,
          variant: recall().history?.[String(i)]?.variant ?? firstVariant(h),
          goal,
        });
  };
  /** More in the cart than this browser knew of: something was added, on whatever page. */
  const cartHolds = (count: number) => {
    const before = recall().items ?? 0;
    if (count !== before) remember({ items: count });
    if (count > before) reached("cart");
  };
  /** Shoppers leave for the checkout by a link or a form; a script's click is no shopper's. */
  const leavesFor = (event: Event) => {
    const element = event.target instanceof Element ? event.target : null;
    const form = event.type === "submit" ? element?.closest("form") : null;
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    const address = form
      ? (submitter?.getAttribute("formaction") ?? form.getAttribute("action"))
      : element?.closest("a")?.getAttribute("href");
    const toCheckout =
      (address !== null &&
        address !== undefined &&
        /^\/([a-z-]{2,7}\/)?checkout/.test(new URL(address, location.href).pathname)) ||
      submitter?.getAttribute("name") === "checkout";
    if (event.isTrusted && toCheckout) reached("checkout");
  };
  addEventListener("click", leavesFor, true);
  addEventListener("submit", leavesFor, true);
  reached("page", ([on, , , path]) => on === "page" && location.pathname.startsWith(String(path)));
  cartHolds(cartItems);
  return {
    cartHolds,
    /** The theme's code tells of a goal. */
    track: (name: string) => {
      reached(name, ([on, , , named]) => on === "goal" && named === name);
    },
  };
}
