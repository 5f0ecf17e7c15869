import { MAX_HELD } from "../../../../app/contract/wire.ts";
import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import type { Kit, Said } from "../kit.ts";
import type { WatchGoals } from "../goals/goals.ts";
import { recall, remember } from "../lib/memory.ts";
import { productHandle } from "../lib/page.ts";
import { now } from "../lib/visitor.ts";
import { carryReference, dropReference } from "./cart.ts";
import { makeQueue } from "./queue.ts";

export type Measure = typeof measure;

const RECENT = 8;
/** Kinds that are posted at once: what follows from them may be wanted on the next page. */
const URGENT: ReadonlySet<string> = new Set(["click", "submit", "goal"]);

/**
 * Sends what the entry has queued, watches for goals and the cart, and erases what is no longer allowed. Nothing of it is needed to decide what shows.
 */
export function measure(kit: Kit) {
  const { page } = kit;
  const queue = makeQueue(page.proxy, page.index.v, (answer) => {
    kit.stop(answer.stop);
    if (!kit.consent().marketing) return;
    remember({ members: { keys: answer.memberships.map((member) => member.key), at: now() } });
    kit.reconsider();
  });
  let goals: Promise<ReturnType<WatchGoals> | undefined> | undefined;

  function consented(given: Consent) {
    forgetWithdrawn(given);
    const handle = productHandle();
    if (given.preferences && handle)
      remember({ products: [handle, ...(recall().products ?? []).filter((one) => one !== handle)].slice(0, RECENT) });
    if (given.analytics) {
      completePage();
      if (page.index.c.some((entry) => entry.g))
        goals ??= (import(page.goals) as Promise<{ watchGoals: WatchGoals }>).then(
          ({ watchGoals }) => watchGoals(page.index, page.cartItems, kit.say),
          () => undefined,
        );
    }
    if (given.marketing) {
      if (page.cartItems > 0) carryReference();
      // An empty cart is a new cart: what an earlier one carried is gone.
      else remember({ cart: undefined });
    }
    if (given.analytics) queue.soon();
  }

  document.addEventListener("shopify:cart:lines-update", (event) => {
    const { promise } = event as Event & { promise?: Promise<unknown> };
    void promise?.then((result) => {
      const cart = (result as { cart?: CartResult } | undefined)?.cart;
      const count = cart?.totalQuantity;
      if (kit.consent().marketing) carryReference();
      if (kit.consent().analytics && typeof count === "number") void goals?.then((watch) => watch?.cartHolds(count));
      const amount = Number(cart?.cost?.totalAmount?.amount);
      kit.cartChanged(
        typeof count === "number" && count > page.cartItems,
        Number.isFinite(amount) ? amount * 100 : null,
      );
    });
  });

  /** What the entry had no room for: how the visit began, and why campaigns do not show. */
  function completePage() {
    const { from, visit: running, queue: waiting = [] } = recall();
    const more = { held: kit.held().slice(0, MAX_HELD), ...(running?.pages === 1 && { source: from }) };
    remember({
      queue: waiting.map((event) => (event.id === kit.viewed ? { ...event, ...more } : event)),
    });
  }

  // A page that the browser had put away whole is looked at again.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !kit.consent().analytics) return;
    kit.view();
    completePage();
    queue.soon();
  });

  return {
    consented,
    track(name: string) {
      if (kit.consent().analytics) void goals?.then((watch) => watch?.track(name));
    },
    /** An event was queued. */
    said(kind: Said["kind"]) {
      if (URGENT.has(kind)) void queue.flush();
      else queue.soon();
    },
  };
}

interface CartResult {
  readonly totalQuantity?: unknown;
  readonly cost?: { readonly totalAmount?: { readonly amount?: unknown } };
}

/** What the shopper no longer allows is erased here and is not sent any more. */
function forgetWithdrawn(given: Consent) {
  if (!given.marketing && recall().members) remember({ members: undefined });
  if (!given.marketing) dropReference();
  if (!given.analytics && recall().id)
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
  if (!given.preferences)
    remember({ history: undefined, turns: undefined, looks: undefined, products: undefined, signed: undefined });
}
