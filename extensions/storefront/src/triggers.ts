import type { IndexTrigger, TriggerPart } from "../../../app/core/triggers/trigger.ts";

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

/** Calls back once the trigger has fired on this page. Nothing that it listens to is held up. */
export function watchTrigger([needed, parts]: IndexTrigger, around: Around, fired: () => void): void {
  const happened = new Set<TriggerPart>();
  let done = false;
  for (const part of parts)
    watchPart(part, around, () => {
      if (done || happened.add(part).size < needed) return;
      done = true;
      fired();
    });
}

function watchPart([kind, value]: TriggerPart, around: Around, met: () => void): void {
  const after = (seconds: number) => setTimeout(met, seconds * 1_000);
  const listen = (event: string, listener: (event: Event) => void) => {
    document.addEventListener(event, listener, { passive: true, capture: true });
  };
  switch (kind) {
    case "load":
      met();
      break;
    case "delay":
      after(value - performance.now() / 1_000);
      break;
    case "pages":
      if (around.pages >= value) met();
      break;
    case "cart": {
      const check = () => {
        if (around.cart() >= value) met();
      };
      listen("throughline:cart", check);
      check();
      break;
    }
    case "added":
      listen("throughline:added", met);
      break;
    case "click":
      listen("click", ({ isTrusted, target }) => {
        try {
          if (isTrusted && target instanceof Element && target.closest(value)) met();
        } catch {
          // The merchant's selector is none.
        }
      });
      break;
    case "idle": {
      let timer = after(value);
      for (const sign of ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"])
        listen(sign, () => {
          clearTimeout(timer);
          timer = after(value);
        });
      break;
    }
    case "scroll":
      listen("scroll", ({ target }) => {
        const page = scrollerOf(target);
        if (page && page.scrollTop + page.clientHeight >= (page.scrollHeight * value) / 100) met();
      });
      break;
    case "exit":
      around.onExit(met);
  }
}

/** Some themes scroll an element instead of the page (Horizon); what else scrolls is a drawer or a carousel. */
export const scrollerOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.querySelector("main,#MainContent") && target : document.documentElement;
