import { isTouched } from "../lib/page.ts";
import { scrollerOf } from "../triggers.ts";

/** A scroll up by so many pixels within that time is somebody on a phone who reaches for the address bar. */
const FLICK_PX = 500;
const FLICK_MS = 300;

/** Calls back when the shopper seems to leave: by the window's upper edge, or, where things are touched, otherwise. */
export function onExit(met: () => void): void {
  const listen = (event: string, listener: (event: Event) => void) => {
    document.addEventListener(event, listener, { passive: true, capture: true });
  };
  listen("mouseout", (event) => {
    const { clientY, relatedTarget } = event as MouseEvent;
    if (!relatedTarget && clientY <= 0) met();
  });
  if (!isTouched()) return;
  let before = 0;
  let since = 0;
  listen("scroll", ({ target, timeStamp }) => {
    const scrollTop = scrollerOf(target)?.scrollTop ?? before;
    if (scrollTop > before || timeStamp - since > FLICK_MS) {
      before = scrollTop;
      since = timeStamp;
    } else if (before - scrollTop > FLICK_PX) met();
  });
  let left = false;
  listen("visibilitychange", () => {
    if (document.hidden) left = true;
    else if (left) met();
  });
}
