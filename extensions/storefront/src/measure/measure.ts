import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import type { Kit, Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";
import { productHandle } from "../lib/page.ts";
import { now } from "../lib/visitor.ts";
import { watchGoals } from "./goals.ts";
import { awaitCart } from "./cart.ts";
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
  const lookAtCart = awaitCart(kit, () => goals?.reached("cart"));

  async function consented(given: Consent) {
    // What was added before this page is a goal that it reaches.
    if (given.analytics) goals ??= watchGoals(page.index, kit.say);
    // What the cart carries is taken out before it is forgotten that it does.
    await lookAtCart();
    forgetWithdrawn(given);
    const handle = productHandle();
    if (given.preferences && handle)
      remember({ products: [handle, ...(recall().products ?? []).filter((one) => one !== handle)].slice(0, RECENT) });
    if (given.analytics) queue.soon();
  }

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

/** The consent that a part of the memory needs. That a browser is the shop's own is nobody's secret. */
const needOf = (part: string): keyof Consent | undefined =>
  part === "members"
    ? "marketing"
    : /^(history|turns|looks|products|signed)$/.test(part)
      ? "preferences"
      : part === "own"
        ? undefined
        : "analytics";

/** What the shopper no longer allows is erased here and is not sent any more. */
function forgetWithdrawn(given: Consent) {
  for (const part of Object.keys(recall())) {
    const need = needOf(part);
    if (need && !given[need]) remember({ [part]: undefined });
  }
}
