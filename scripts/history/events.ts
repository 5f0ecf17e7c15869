import type { WireEvent } from "../../app/contract/wire.ts";
import type { PlannedCampaign } from "./campaigns.ts";
import type { Chances, Visit } from "./shoppers.ts";

/** A campaign that is live, with what the storefront would know of it. */
export interface LiveCampaign extends PlannedCampaign {
  readonly id: number;
  /** Opaque names of the segments it is for. */
  readonly keys: readonly string[];
  readonly block: string;
  readonly seconds: number;
}

/** A campaign shows once in so many days, and at most two overlays do in a visit: the shop's usual settings. */
const QUIET_MS = 7 * 86_400_000;
const MOST_A_VISIT = 2;
const MINUTE = 60_000;

export interface Played {
  readonly events: WireEvent[];
  /** When the last of it happened. */
  readonly end: number;
  /** Products in the cart, if the shopper went on to order. */
  readonly bought: readonly { variantId: number; quantity: number }[];
  /** An address was given. */
  readonly signedUp: boolean;
}

/** What happens in one visit: pages, the campaigns that show on them and what is done with those, and perhaps an order. */
export function play(chance: Chances, { shopper, at, first }: Visit, live: readonly LiveCampaign[]): Played {
  const visit = chance.id(at);
  const events: WireEvent[] = [];
  let now = at;
  let shown = 0;
  let worked = 0;
  let signedUp = false;
  const base = (path: string) => ({ id: chance.id(now), visit, at: now, consent: shopper.consent, path });
  const { likes } = shopper;
  const likely = chance.happens(shopper.buys);
  const paths = [
    chance.happens(0.5) ? "/" : `/collections/${likes.type.toLowerCase()}`,
    ...(chance.happens(0.75) ? [`/products/${likes.handle}`] : []),
    ...(chance.happens(0.3) ? ["/collections/all"] : []),
    ...(chance.happens(0.35) ? [`/products/${likes.handle}`] : []),
    ...(likely || chance.happens(0.1) ? ["/cart"] : []),
  ];
  const inCart = likely ? 1 + chance.below(2) : 0;
  paths.forEach((path, index) => {
    const product = path.startsWith("/products/");
    events.push({
      ...base(path),
      kind: "page",
      pageType: product
        ? "product"
        : path.startsWith("/collections")
          ? "collection"
          : path === "/cart"
            ? "cart"
            : "index",
      ...(product ? { product: likes.id } : {}),
      ...(path === "/cart"
        ? { cart: { value: likes.price * Math.max(inCart, 1), count: Math.max(inCart, 1), products: [likes.id] } }
        : {}),
      ...(index === 0 && first ? { source: { referrer: shopper.referrer, landing: path, query: shopper.query } } : {}),
    });
    now += 5_000 + chance.below(2 * MINUTE);
    const campaign = live.find(
      (one) =>
        shown < MOST_A_VISIT &&
        path.startsWith(one.on) &&
        (one.keys.length === 0 || one.keys.some((key) => shopper.memberships.has(key))) &&
        (one.form.visitor !== "new" || first) &&
        now - (shopper.seen.get(one.id) ?? 0) > QUIET_MS,
    );
    if (campaign) {
      shown += 1;
      shopper.seen.set(campaign.id, now);
      if (meet(campaign, path)) worked += 1;
    }
  });
  const buys = likely || (worked > 0 && chance.happens(0.06));
  return {
    events,
    end: now,
    bought: buys ? [{ variantId: likes.variantId, quantity: Math.max(inCart, 1) }] : [],
    signedUp,
  };

  /** Whether the shopper did what the campaign asked for. */
  function meet(campaign: LiveCampaign, path: string): boolean {
    const about = { campaign: campaign.id, version: 1 };
    // A tenth never sees those with a holdout: by the visitor, as the storefront's hash does.
    if (campaign.form.holdout !== "0" && shopper.number % 10 === campaign.starts % 10) {
      events.push({ ...base(path), ...about, kind: "exposure", variant: "", arm: "held" });
      return false;
    }
    const push = (
      kind: "exposure" | "impression" | "view" | "click" | "engagement" | "submit" | "dismiss",
      more: object = {},
    ) => events.push({ ...base(path), ...about, kind, variant: "a", ...more });
    push("exposure");
    now += 1_000;
    push("impression");
    const works = chance.happens(campaign.works);
    now += 2_000 + chance.below(8_000);
    if (works || chance.happens(0.4)) push("view", { seconds: campaign.seconds });
    if (!works) {
      if (chance.happens(0.6)) push("dismiss", { means: chance.happens(0.8) ? "button" : "escape" });
      return false;
    }
    now += 1_000 + chance.below(5_000);
    const { block } = campaign;
    if (campaign.by === "click") push("click", { block });
    if (campaign.by === "copy") push("engagement", { block, element: "copy" });
    if (campaign.by === "submit") {
      const email = block === "email";
      signedUp ||= email;
      push("submit", { block, fields: email ? { email: shopper.email } : { answer: "Green" } });
    }
    return true;
  }
}
