import { firstVariant, type StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import { plainPath } from "../../../../app/core/targeting/address.ts";
import { pageRoot } from "../lib/page.ts";
import type { IndexRule } from "../../../../app/core/bundle/index-rule.ts";
import type { Said } from "../kit.ts";
import { recall } from "../lib/memory.ts";

/** In any language's path, with the shop's address or without. */
const CHECKOUT = /^(https?:\/\/[^/]+)?\/([a-z-]{2,7}\/)?checkout/;

export type Goals = ReturnType<typeof watchGoals>;

/** Sends the goals that a version names, one event a version: the server knows which campaigns were touched before. */
export function watchGoals({ c: entries }: StorefrontIndex, say: (event: Said) => void) {
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
  /** Shoppers leave for the checkout by a link or a form; a script's click is no shopper's. */
  const leavesFor = (event: Event) => {
    const { type, target, isTrusted } = event;
    const { submitter } = event as { submitter?: HTMLButtonElement | null };
    // A click may land on the document itself, which has nothing around it.
    const way = (target as Partial<Element>).closest?.(type === "submit" ? "form" : "a");
    const address =
      submitter?.getAttribute("formaction") ?? way?.getAttribute("action") ?? way?.getAttribute("href") ?? "";
    if (isTrusted && (CHECKOUT.test(address) || submitter?.name === "checkout")) reached("checkout");
  };
  addEventListener("click", leavesFor, true);
  addEventListener("submit", leavesFor, true);
  const path = plainPath(location.pathname);
  reached("page", ([on, , , start]) =>
    [path, plainPath(path, pageRoot())].some((one) => on === "page" && one.startsWith(String(start))),
  );
  return {
    reached,
    /** The theme's code tells of a goal. */
    track: (name: string) => {
      reached(name, ([on, , , named]) => on === "goal" && named === name);
    },
  };
}
