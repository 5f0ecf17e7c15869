import { CONTENT_PATH } from "../../../app/contract/wire.ts";
import { ONLY_VARIANT, type IndexEntry } from "../../../app/core/bundle/bundle.ts";
import type { Content } from "../../../app/core/campaigns/content.ts";
import { decide, turnTaken, type Consent, type Decision, type History } from "../../../app/core/eligibility/decide.ts";
import { isHeldOut, pick, variantOf } from "../../../app/core/experiments/arms.ts";
import type { Said } from "./kit.ts";
import { recall, remember } from "./lib/memory.ts";
import { deviceOf, here, textsOf, type PageData } from "./lib/page.ts";
import { now, visitor, type Visit } from "./lib/visitor.ts";
import type { Present } from "./show/present.ts";
import { watch } from "./triggers.ts";

/** Memberships of an older answer are not used: the server may know better by now. */
const MEMBERS_KEPT = 24 * 3_600_000;
/** While a dialog of the theme is open, an overlay waits. */
const BUSY_MS = 1_000;

interface Host {
  readonly page: PageData;
  readonly consent: () => Consent;
  readonly visit: () => Visit;
  /** The cart's value in whole units of the shop's currency. */
  readonly cart: () => number;
  readonly say: (event: Said) => void;
}

export interface Campaigns {
  /** The shopper was asked, or has changed the answer. */
  readonly consented: () => void;
  /** Memberships have changed: what was held for want of them may show now. */
  readonly reconsider: () => void;
  /** The server's stop list: they do not show any more, whatever this (cached) page says. */
  readonly stop: (ids: readonly number[]) => void;
  /** As if the campaign's trigger had fired; false = this page has no such campaign. */
  readonly show: (id: number) => boolean;
}

type Variant = readonly [id: string, weight: number, hash: string];

const variantsOf = ({ h }: IndexEntry) =>
  (typeof h === "string" ? [[ONLY_VARIANT, 1, h]] : h) as unknown as readonly [Variant, ...Variant[]];

/** The dialogs and drawers of the theme: two things over the page are one too many. */
const themeIsBusy = (): boolean =>
  [...document.querySelectorAll('dialog[open],[aria-modal="true"],html[scroll-lock]')].some(
    (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden",
  );

/** Watches every campaign's trigger; when one fires, decides, and shows at most one overlay a page. */
export function armCampaigns({ page, consent, visit, cart, say }: Host): Campaigns {
  const [overlaysAVisit, quietHours] = page.index.l;
  /** What is taken on this page: the overlay (1), the bar (0), placements by name. */
  const taken = new Set<string | number>();
  const prefetched = new Map<string, Promise<Content>>();
  const stopped = new Set<number>();
  /** Their trigger has fired, and what held them may change on this page: consent, or the server's memberships. */
  const waiting = new Set<IndexEntry>();
  let asked = false;

  /** What all campaigns are judged by, read once a pass: storage and the visit are not asked for each. */
  const moment = () => {
    const given = consent();
    // Before the answer nothing is read.
    const { members, history, turns, signed, from } = asked ? recall() : {};
    const at = now();
    const running = given.analytics ? visit() : { id: "", returning: false };
    const segments = new Set(members && at - members.at < MEMBERS_KEPT ? members.keys : []);
    return {
      facts: {
        pageType: page.pageType,
        device: deviceOf(),
        returning: running.returning,
        segments,
        texts: textsOf(from ?? here()),
        numbers: { cart: cart(), items: page.cartItems },
      },
      consent: given,
      histories: history ?? {},
      turns,
      limits: { overlaysAVisit, quietHours },
      signedUp: signed === true,
      visit: running.id,
      now: at,
    };
  };
  type Moment = ReturnType<typeof moment>;

  const judge = (entry: IndexEntry, { histories, ...rest }: Moment): Decision =>
    decide(
      {
        rule: entry.w,
        asksOwn: entry.q === 1 || entry.q === 3,
        asksKnown: (entry.q ?? 0) > 1,
        frequency: entry.f,
        stopAfterClick: entry.c === 1,
        overlay: entry.p === undefined,
        asksForEmail: entry.e === 1,
      },
      { ...rest, history: histories[entry.i] ?? {} },
    );

  function fire(entry: IndexEntry, at: Moment) {
    const place = entry.p ?? 1;
    const slot = placementOf(entry);
    if (taken.has(place) || stopped.has(entry.i) || slot === null) return;
    const decision = asked || entry.n ? judge(entry, at) : undefined;
    if (!decision?.show) {
      if (!decision || decision.reason === "no_consent" || (entry.q ?? 0) > 1) waiting.add(entry);
      return;
    }
    if (place === 1 && themeIsBusy()) {
      setTimeout(() => fire(entry, moment()), BUSY_MS);
      return;
    }
    const { analytics, preferences } = at.consent;
    const lot = analytics ? { visitor: visitor().id, campaign: entry.i, run: entry.r } : null;
    const seen: History = { shownAt: at.now, ...(analytics ? { shownVisit: at.visit } : {}) };
    if (lot && isHeldOut(lot, entry.o ?? 0)) {
      say({ kind: "exposure", campaign: entry.i, version: entry.v, variant: "", arm: "held" });
      if (preferences) note(entry, seen);
      return;
    }
    taken.add(place);
    const variants = variantsOf(entry);
    const known = at.histories[entry.i];
    const variant =
      variants.find(([id]) => known?.run === entry.r && known.variant === id) ??
      (lot ? variantOf(variants, lot) : pick(variants, Math.random()));
    if (preferences) {
      note(entry, { ...seen, variant: variant[0], run: entry.r });
      if (place === 1) remember({ turns: turnTaken(at.turns, at.visit, at.now) });
    }
    display(entry, variant, slot, say);
  }

  function display(entry: IndexEntry, [id, , hash]: Variant, placement: Element | undefined, tell: Host["say"]) {
    tell({ kind: "exposure", campaign: entry.i, version: entry.v, variant: id });
    Promise.all([contentOf(hash), import(page.show) as Promise<{ present: Present }>])
      .then(([content, { present }]) => present({ entry, variant: id, content, placement, page, consent, say: tell }))
      // A renderer or content that does not load costs this page its campaign, never the shop an error.
      .catch(() => undefined);
  }

  /** The contents that did not fit into the page come by their hash, immutable and cached. */
  function contentOf(hash: string): Promise<Content> {
    const printed = page.contents[hash];
    if (printed) return Promise.resolve(printed);
    let coming = prefetched.get(hash);
    if (!coming) {
      coming = fetch(`${page.proxy}/${CONTENT_PATH}/${hash}`).then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.json() as Promise<Content>;
      });
      prefetched.set(hash, coming);
    }
    return coming;
  }

  const note = (entry: IndexEntry, change: History) => {
    const history = recall().history ?? {};
    remember({ history: { ...history, [entry.i]: { ...history[entry.i], ...change } } });
  };

  const armed = new Set<IndexEntry>();
  /** One reading for all that fire at once, in the order of their priority; what fires later reads afresh. */
  function arm(among: readonly IndexEntry[], pages: number) {
    let at: Moment | undefined = moment();
    for (const entry of among) {
      if (armed.has(entry)) continue;
      armed.add(entry);
      watch(entry.t, { pages, cart }, () => fire(entry, at ?? moment()));
      if (asked && entry.t[0] !== "load" && judge(entry, at).show)
        for (const [, , hash] of variantsOf(entry)) contentOf(hash).catch(() => undefined);
    }
    at = undefined;
  }

  function reconsider() {
    const again = [...waiting];
    waiting.clear();
    const at = moment();
    for (const entry of again) fire(entry, at);
  }

  arm(
    page.index.c.filter((entry) => entry.n),
    1,
  );
  return {
    consented: () => {
      if (asked) {
        reconsider();
        return;
      }
      asked = true;
      arm(page.index.c, consent().analytics ? visit().pages : 1);
    },
    reconsider,
    stop: (ids) => {
      for (const id of ids) stopped.add(id);
    },
    show: (id) => {
      const entry = page.index.c.find((one) => one.i === id);
      if (entry) fire(entry, moment());
      return entry !== undefined;
    },
  };
}

/** The element that inline content fills; null = this page has none; undefined = it is not inline. */
const placementOf = ({ p }: IndexEntry): Element | null | undefined =>
  typeof p === "string" ? document.querySelector(`[data-throughline-placement="${p}"]`) : undefined;
