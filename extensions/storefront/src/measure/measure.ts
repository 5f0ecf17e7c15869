import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import type { Kit, Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";
import { productHandle } from "../lib/page.ts";
import { now } from "../lib/visitor.ts";
import { watchGoals } from "./goals.ts";
import { carryReference, dropReference } from "./cart.ts";
import { makeQueue } from "./queue.ts";

export type Measure = typeof measure;

const RECENT = 8;
/** Kinds that are posted at once: what follows from them may be wanted on the next page. */
const URGENT = /click|submit|goal/;

/**
 * Sends what the entry has queued, watches for goals and the cart, and erases what is no longer allowed. Nothing of it
 * is needed to decide what shows.
 */
export function measure(kit: Kit) {
  const { page } = kit;
  const queue = makeQueue(page, (answer) => {
    kit.stop(answer.stop);
    if (!kit.consent().marketing) return;
    remember({ members: { keys: answer.memberships.map((member) => member.key), at: now() } });
    kit.reconsider();
  });
  let goals: ReturnType<typeof watchGoals> | undefined;

  function consented(given: Consent) {
    forgetWithdrawn(given);
    const handle = productHandle();
    if (given.preferences && handle)
      remember({ products: [handle, ...(recall().products ?? []).filter((one) => one !== handle)].slice(0, RECENT) });
    if (given.marketing) {
      if (page.cartItems > 0) carryReference();
      // An empty cart is a new cart: what an earlier one carried is gone.
      else remember({ cart: undefined });
    }
    if (given.analytics) {
      goals ??= watchGoals(page.index, page.cartItems, kit.say);
      queue.soon();
    }
  }

  document.addEventListener("shopify:cart:lines-update", (event) => {
    const { promise } = event as Event & { promise?: Promise<{ cart?: CartResult } | undefined> };
    void promise?.then((result) => {
      // What the theme does not say is no number, and compares as false.
      const count = Number(result?.cart?.totalQuantity);
      if (kit.consent().marketing) carryReference();
      if (kit.consent().analytics && count >= 0) goals?.cartHolds(count);
      kit.cartChanged(count > page.cartItems, Number(result?.cart?.cost?.totalAmount?.amount) * 100);
    }, ignore);
  });

  // A page that the browser had put away whole is looked at again.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !kit.consent().analytics) return;
    kit.view();
    queue.soon();
  });

  return {
    consented,
    track(name: string) {
      if (kit.consent().analytics) goals?.track(name);
    },
    /** An event was queued. */
    said(kind: Said["kind"]) {
      if (URGENT.test(kind)) void queue.flush();
      else queue.soon();
    },
  };
}

/** What went wrong in the theme is the theme's to say. */
const ignore = () => undefined;

interface CartResult {
  readonly totalQuantity?: unknown;
  readonly cost?: { readonly totalAmount?: { readonly amount?: unknown } };
}

/** What the shopper no longer allows is erased here and is not sent any more. */
function forgetWithdrawn({ preferences, analytics, marketing }: Consent) {
  if (!marketing) {
    dropReference();
    remember({ members: undefined });
  }
  if (!analytics)
    remember({
      id: undefined,
      ref: undefined,
      visit: undefined,
      from: undefined,
      queue: undefined,
      skew: undefined,
      views: undefined,
      items: undefined,
    });
  if (!preferences)
    remember({ history: undefined, turns: undefined, looks: undefined, products: undefined, signed: undefined });
}
