import { firstVariant, type StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { Goal } from "../../../../app/core/audiences/enrol.ts";
import type { Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";

/** Sends the goals that a version names, one event a version: the server knows which campaigns were touched before. */
export function watchGoals({ c: entries }: StorefrontIndex, cartItems: number, say: (event: Said) => void) {
  const reached = (goal: Goal, applies: (parameter: unknown) => boolean = () => true) => {
    for (const { i, v, j, h } of entries)
      if (j.some(([on, , , parameter]) => on === goal && applies(parameter)))
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
  reached("page", (path) => typeof path === "string" && location.pathname.startsWith(path));
  cartHolds(cartItems);
  return { cartHolds };
}
