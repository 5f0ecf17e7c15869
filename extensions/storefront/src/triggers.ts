import type { IndexTrigger, TriggerKind, TriggerPart } from "../../../app/core/triggers/trigger.ts";

/** What this page knows, and what may change on it. */
export interface Around {
  /** Pages of this visit so far, this one included. */
  readonly pages: number;
  /** The cart's value in whole units of the shop's currency. */
  readonly cart: () => number;
  /** Leaving is watched by a part that is loaded: it takes more than all others together. */
  readonly onExit: (met: () => void) => void;
}

/** The cart has changed: those that wait for it look again. */
export const cartChanged = (added: boolean) => {
  for (const what of added ? ["cart", "added"] : ["cart"]) document.dispatchEvent(new Event(`throughline:${what}`));
};

/** Calls back once the trigger has fired on this page; then nothing listens any more. Nothing is held up by listening. */
export function watchTrigger([needed, parts]: IndexTrigger, around: Around, fired: () => void): void {
  const happened = new Set<TriggerPart>();
  const over = new AbortController();
  const { signal } = over;
  const listen: Listen = (event, listener) =>
    document.addEventListener(event, listener, { passive: true, capture: true, signal });
  for (const part of parts)
    (WATCHES[part[0]] as Watch<TriggerPart>)(
      part[1] as never,
      () => {
        if (signal.aborted || happened.add(part).size < needed) return;
        over.abort();
        fired();
      },
      listen,
      around,
    );
}

type Listen = (event: string, listener: (event: Event) => void) => void;
type Watch<P extends TriggerPart> = (value: P[1] & {}, met: () => void, listen: Listen, around: Around) => void;
const after = (seconds: number, met: () => void) => setTimeout(met, seconds * 1_000);

/** How each kind is noticed. */
const WATCHES: { readonly [K in TriggerKind]: Watch<Extract<TriggerPart, readonly [K, ...unknown[]]>> } = {
  load: (_, met) => met(),
  delay: (seconds, met) => after(seconds - performance.now() / 1_000, met),
  pages(least, met, _, { pages }) {
    if (pages >= least) met();
  },
  cart(least, met, listen, { cart }) {
    const check = () => {
      if (cart() >= least) met();
    };
    listen("throughline:cart", check);
    check();
  },
  added: (_, met, listen) => listen("throughline:added", met),
  click: (selector, met, listen) =>
    listen("click", ({ isTrusted, target }) => {
      try {
        if (isTrusted && target instanceof Element && target.closest(selector)) met();
      } catch {
        // The merchant's selector is none.
      }
    }),
  idle(seconds, met, listen) {
    let timer = after(seconds, met);
    for (const sign of ["pointerdown", "pointermove", "keydown", "scroll"])
      listen(sign, () => {
        clearTimeout(timer);
        timer = after(seconds, met);
      });
  },
  scroll: (percent, met, listen) =>
    listen("scroll", ({ target }) => {
      const page = scrollerOf(target);
      if (page && page.scrollTop + page.clientHeight >= (page.scrollHeight * percent) / 100) met();
    }),
  exit: (_, met, __, { onExit }) => onExit(met),
};

/** Some themes scroll an element instead of the page (Horizon); what else scrolls is a drawer or a carousel. */
export const scrollerOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.querySelector("main,#MainContent") && target : document.documentElement;
