import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import type { Kit, Said } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";
import { productHandle } from "../lib/product.ts";
import { now } from "../lib/visitor.ts";
import type { Goals } from "../watch/goals.ts";
import { awaitCart, withWatch } from "./cart.ts";
import { makeQueue } from "./queue.ts";

export type Measure = typeof measure;

const RECENT = 8;
/** Kinds that are posted at once: what follows from them may be wanted on the next page. */
const URGENT = /click|submit|goal/;
/** What campaigns may name as a goal. */
const GOALS = /cart|checkout|page|goal/;

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
  const namesGoals = page.index.c.some(({ j }) => j.some(([on]) => GOALS.test(on)));
  let goals: Promise<Goals | undefined> | undefined;
  const withGoals = (act: (goals: Goals) => void) => void goals?.then((reached) => reached && act(reached));
  const lookAtCart = awaitCart(kit, () => withGoals(({ reached }) => reached("cart")));

  async function consented() {
    // What was added before this page is a goal that it reaches.
    if (namesGoals && kit.consent().analytics)
      goals ??= withWatch(page, ({ watchGoals }) => watchGoals(page.index, kit.say));
    // What the cart carries is taken out before it is forgotten that it does.
    await lookAtCart();
    if (mayHaveToForget(kit.consent())) await withWatch(page, ({ forget }) => forget(kit.consent()));
    const given = kit.consent();
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
      if (kit.consent().analytics) withGoals(({ track }) => track(name));
    },
    /** An event was queued. */
    said(kind: Said["kind"]) {
      if (URGENT.test(kind)) void queue.flush();
      else queue.soon();
    },
  };
}

/** Whether the memory may have what the shopper no longer allows: the part that knows is loaded then. */
const mayHaveToForget = ({ preferences, analytics, marketing }: Consent) =>
  !preferences || !analytics || (!marketing && recall().members);
