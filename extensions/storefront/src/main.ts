import { MAX_HELD } from "../../../app/contract/wire.ts";
import type { Consent } from "../../../app/core/eligibility/decide.ts";
import { plainPath } from "../../../app/core/targeting/address.ts";
import { openApi, announce } from "./api.ts";
import { armCampaigns } from "./campaigns.ts";
import type { Kit, Said } from "./kit.ts";
import { onConsent } from "./lib/consent.ts";
import { pageRoot, readPage, type PageData } from "./lib/page.ts";
import { recall, remember } from "./lib/memory.ts";
import { shared } from "./lib/shared.ts";
import { newId, now, visit } from "./lib/visitor.ts";
import type { Extras } from "./show/stage.ts";
import type { Measure } from "./measure/measure.ts";
import { cartChanged } from "./triggers.ts";

declare global {
  interface Window {
    /** Set by the first run: themes re-create script elements (Horizon), and a page must count once. */
    throughlineRuns?: typeof shared;
  }
}

/** More than a shopper makes in a day offline; past it the oldest go. */
const KEPT = 200;
const NOTHING: Consent = { preferences: false, analytics: false, marketing: false };

const page = readPage();
if (page && !window.throughlineRuns) {
  window.throughlineRuns = shared;
  whenVisited(() => {
    run(page);
  });
}

/** A page that Chrome prerenders is not visited yet. */
function whenVisited(callback: () => void) {
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener("prerenderingchange", callback, { once: true });
  else callback();
}

function run(page: PageData) {
  // The theme editor and the merchant's links show one campaign, whatever its rules say, or explain all of them.
  const token = /^#throughline=(.+)/.exec(location.hash)?.[1];
  const start = () => begin(page);
  if (token || window.Shopify?.designMode)
    void (import(page.extras) as Promise<{ extras: Extras }>).then(({ extras }) => extras.rehearse(page, token, start));
  else start();
}

function begin(page: PageData): Kit {
  let consent = NOTHING;
  let measuring: Promise<ReturnType<Measure> | undefined> | undefined;
  let viewed = false;

  const base = () => ({
    id: newId(),
    visit: visit().id,
    at: now(),
    consent: consent.marketing ? ("marketing" as const) : ("analytics" as const),
    path: plainPath(location.pathname, pageRoot()).slice(0, 1024),
  });
  /** Into the durable queue, at once: a page may end before what sends it has loaded. */
  const queue = (event: object) => {
    remember({ queue: [...(recall().queue ?? []), { ...base(), ...event } as never].slice(-KEPT) });
  };
  const say = (event: Said) => {
    announce(event);
    if (!consent.analytics) return;
    queue(event);
    void measuring?.then((measure) => measure?.said(event.kind));
  };

  const campaigns = armCampaigns({
    page,
    consent: () => consent,
    visit,
    cart: () => page.cartTotal / 100 / (Number(window.Shopify?.currency?.rate) || 1),
    say,
  });
  openApi(
    campaigns,
    () => consent,
    (goal) => void measuring?.then((measure) => measure?.track(goal)),
  );
  const kit: Kit = {
    page,
    consent: () => consent,
    say,
    view() {
      const { pages } = visit(true);
      campaigns.consented();
      queue({
        kind: "page",
        pageType: page.pageType,
        held: campaigns.held().slice(0, MAX_HELD),
        source: pages === 1 ? recall().from : undefined,
      });
    },
    held: campaigns.held,
    stop: campaigns.stop,
    reconsider: campaigns.reconsider,
    cartChanged(added, cart) {
      Object.assign(page, cart);
      cartChanged(added);
    },
  };

  onConsent((given) => {
    consent = given;
    if (given.analytics && !viewed) {
      viewed = true;
      kit.view();
    } else campaigns.consented();
    // What it was allowed before may have to be erased: there is something only if the memory is not empty.
    if (given.preferences || given.analytics || Object.keys(recall()).length > 0)
      measuring ??= (import(page.measure) as Promise<{ measure: Measure }>).then(
        ({ measure }) => measure(kit),
        () => undefined,
      );
    void measuring?.then((measure) => measure?.consented());
  });
  return kit;
}
