import type { EventAnswer } from "../../../app/contract/wire.ts";
import { ONLY_VARIANT } from "../../../app/core/campaigns/settings.ts";
import type { Consent } from "../../../app/core/eligibility/decide.ts";
import { armCampaigns, type Campaigns, type Said } from "./campaigns.ts";
import { watchGoals } from "./goals.ts";
import { carryReference, dropReference } from "./lib/cart.ts";
import { onConsent } from "./lib/consent.ts";
import { recall, remember } from "./lib/memory.ts";
import { readPage, type PageData } from "./lib/page.ts";
import { makeQueue } from "./lib/queue.ts";
import { newId, now, visit } from "./lib/visitor.ts";

declare global {
  interface Window {
    /** Set by the first run: themes re-create script elements (Horizon), and a page must count once. */
    throughlineRuns?: true;
  }
}

const page = readPage();
if (page && !window.throughlineRuns && !window.Shopify?.designMode) {
  window.throughlineRuns = true;
  whenVisited(() => {
    run(page);
  });
}

/** A page that Chrome prerenders is not visited yet. */
function whenVisited(callback: () => void) {
  if ("prerendering" in document && document.prerendering)
    document.addEventListener("prerenderingchange", callback, { once: true });
  else callback();
}

function run(page: PageData) {
  let consent: Consent | undefined;
  let campaigns: Campaigns | undefined;
  let goals: ReturnType<typeof watchGoals> | undefined;
  let counted = false;
  const queue = makeQueue(page.proxy, (answer: EventAnswer) => {
    campaigns?.stop(answer.stop);
    if (!consent?.marketing) return;
    remember({ members: { keys: answer.memberships.map((member) => member.key), at: now() } });
    campaigns?.reconsider();
  });

  const base = () => ({
    id: newId(),
    visit: visit().id,
    at: now(),
    consent: consent?.marketing ? ("marketing" as const) : ("analytics" as const),
    path: location.pathname.slice(0, 1024),
  });

  const say = (event: Said) => {
    if (!consent?.analytics) return;
    queue.add({ ...base(), variant: ONLY_VARIANT, ...event });
    if (event.kind === "click" || event.kind === "submit" || event.kind === "goal") queue.flush();
  };

  onConsent((given) => {
    forgetWithdrawn(given);
    consent = given;
    if (given.analytics && !counted) {
      counted = true;
      queue.add({ ...base(), kind: "page", pageType: page.pageType });
    }
    if (given.analytics) goals ??= watchGoals(page.index, page.cartItems, say);
    if (given.marketing) {
      if (page.cartItems > 0) carryReference();
      // An empty cart is a new cart: what an earlier one carried is gone.
      else remember({ cart: undefined });
    }
    if (campaigns) campaigns.reconsider();
    else
      campaigns = armCampaigns({
        page,
        consent: () => consent ?? given,
        visit,
        say,
      });
  });

  document.addEventListener("shopify:cart:lines-update", (event) => {
    const { promise } = event as Event & { promise?: Promise<unknown> };
    void promise?.then((result) => {
      if (consent?.marketing) carryReference();
      const count = (result as { cart?: { totalQuantity?: unknown } } | undefined)?.cart?.totalQuantity;
      if (consent?.analytics && typeof count === "number") goals?.cartHolds(count);
    });
  });
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
      queue: undefined,
      skew: undefined,
      views: undefined,
      items: undefined,
    });
  if (!given.preferences && recall().history) remember({ history: undefined });
}
