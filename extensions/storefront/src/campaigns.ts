import { CONTENT_PATH } from "../../../app/contract/wire.ts";
import { ONLY_VARIANT, type IndexEntry } from "../../../app/core/bundle/bundle.ts";
import type { Content } from "../../../app/core/campaigns/content.ts";
import { decide, turnTaken, type Consent, type Moment } from "../../../app/core/eligibility/decide.ts";
import { after, type History } from "../../../app/core/eligibility/history.ts";
import { isHeldOut, pick, variantOf } from "../../../app/core/experiments/arms.ts";
import type { Around } from "./around/around.ts";
import { factsOf } from "./facts.ts";
import type { Held, Said } from "./kit.ts";
import { forgets, recall, remember, type Visit } from "./lib/memory.ts";
import type { PageData } from "./lib/page.ts";
import { now, visitor } from "./lib/visitor.ts";
import type { Present } from "./show/present.ts";
import { watchTrigger } from "./triggers.ts";
import type { Watch } from "./watch/bundle.ts";

/** Where none of these is, closed or open, the theme has no dialog open; else the part that knows better is asked. */
const MAYBE_OPEN = 'dialog[open],[aria-modal="true"]:not([inert],details:not([open]) *),[scroll-lock]';

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
  /** Why campaigns would not show now. */
  readonly held: () => Held[];
  /** As if the campaign's trigger had fired; false = this page has no such campaign. */
  readonly show: (id: number) => boolean;
}

type Variant = readonly [id: string, weight: number, hash: string];

const variantsOf = ({ h }: IndexEntry) =>
  (typeof h === "string" ? [[ONLY_VARIANT, 1, h]] : h) as unknown as readonly [Variant, ...Variant[]];

/** Watches every campaign's trigger; when one fires, decides, and shows at most one overlay a page. */
export function armCampaigns({ page, consent, visit, cart, say }: Host): Campaigns {
  /** What is taken on this page: the overlay (1), the bar (0), placements by name; and who had their turn, or get none. */
  const taken = new Set<string | number | IndexEntry>();
  const fetched: Record<string, Promise<Content>> = {};
  /** Their trigger has fired, and what held them may change on this page: consent, or the server's memberships. */
  const waiting = new Set<IndexEntry>();
  let asked = false;

  /** What all campaigns are judged by, read once a pass: storage and the visit are not asked for each. */
  const moment = (): Moment => {
    const given = consent();
    // Before the answer nothing is read.
    const memory = asked ? recall() : {};
    const { history = {}, turns, signed } = memory;
    const at = now();
    const running = given.analytics ? visit() : null;
    return {
      facts: factsOf(page, memory, running, cart(), at),
      consent: given,
      histories: history,
      turns,
      limits: page.index.l,
      signedUp: signed,
      visit: running?.id,
      now: at,
    };
  };
  /** A part that does not load costs this page a campaign, never the shop an error. */
  const onExit = (met: () => void) =>
    void (import(page.watch) as Promise<{ watch: Watch }>).then(({ watch }) => watch.onExit(met)).catch(Boolean);

  function fire(entry: IndexEntry, at: Moment, quiet = false) {
    const place = entry.p ?? 1;
    const slot = placementOf(entry);
    if (taken.has(place) || taken.has(entry) || slot === null) return;
    const decision = asked || entry.n ? decide(entry, at) : "no_consent";
    if (decision !== "show") {
      if (decision === "no_consent" || (entry.q ?? 0) > 1) waiting.add(entry);
      return;
    }
    // Two things over the page are one too many: an overlay waits for what the theme has open, in both arms.
    if (place === 1 && !quiet && document.querySelector(MAYBE_OPEN)) {
      (import(page.around) as Promise<{ around: Around }>)
        .then(({ around }) => {
          around.whenQuiet(() => fire(entry, moment(), true));
        })
        .catch(Boolean);
      return;
    }
    const { analytics, preferences } = at.consent;
    const lot = analytics ? { visitor: visitor().id, campaign: entry.i, run: entry.r } : null;
    const known = at.histories[entry.i];
    const seen: History = { ...after(known, "shown", at.now), visit: at.visit };
    const variants = variantsOf(entry);
    const variant =
      lot && isHeldOut(lot, entry.o ?? 0)
        ? undefined
        : (variants.find(([id]) => known?.run === entry.r && known.variant === id) ??
          (lot ? variantOf(variants, lot) : pick(variants, Math.random())));
    taken.add(entry);
    if (preferences)
      remember({
        history: { ...recall().history, [entry.i]: variant ? { ...seen, variant: variant[0], run: entry.r } : seen },
      });
    // What may show so often only does not show where that can't be remembered: it would come back on every page.
    if (forgets() && (entry.f ?? entry.c ?? entry.d ?? (place === 1 && page.index.l[1]))) return;
    if (!variant) {
      say({ kind: "exposure", campaign: entry.i, version: entry.v, variant: "", arm: "held" });
      return;
    }
    taken.add(place);
    if (preferences && place === 1) remember({ turns: turnTaken(at.turns, at.visit, at.now) });
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
  const contentOf = async (hash: string): Promise<Content> =>
    page.contents[hash] ??
    (fetched[hash] ??= fetch(`${page.proxy}/${CONTENT_PATH}/${hash}`).then((response) =>
      response.ok ? (response.json() as Promise<Content>) : Promise.reject(new Error(hash)),
    ));

  /** Those that ask for nothing remembered, or the others. One reading for all that fire at once, by priority. */
  function arm(asksNothing: IndexEntry["n"], pages: number) {
    let at: Moment | undefined = moment();
    for (const entry of page.index.c) {
      if (entry.n !== asksNothing) continue;
      watchTrigger(entry.t, { pages, cart, onExit }, () => fire(entry, at ?? moment()));
      if (asked && String(entry.t) !== "1,load" && decide(entry, at) === "show")
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

  arm(1, 1);
  return {
    consented: () => {
      if (asked) {
        reconsider();
        return;
      }
      asked = true;
      arm(undefined, consent().analytics ? visit().pages : 1);
    },
    reconsider,
    held: () => {
      const at = moment();
      return page.index.c.flatMap((entry) => {
        const reason = decide(entry, at);
        return reason === "show" || taken.has(entry) ? [] : [{ campaign: entry.i, reason }];
      });
    },
    stop: (ids) => {
      for (const entry of page.index.c) if (ids.includes(entry.i)) taken.add(entry);
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
