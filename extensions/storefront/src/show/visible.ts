/** Somebody who did nothing for so long is not looking. */
const IDLE_MS = 30_000;
const TICK_MS = 500;

let lastSign = performance.now();
for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"])
  addEventListener(kind, () => (lastSign = performance.now()), { passive: true, capture: true });

/** Only in the front tab of the front window, and not idle: two windows side by side are one pair of eyes. */
const looking = () =>
  document.visibilityState === "visible" && document.hasFocus() && performance.now() - lastSign < IDLE_MS;

/** Tells how long `element` was at least half visible to somebody, as it happens. Returns its disposer. */
export function onVisible(element: Element, told: (milliseconds: number) => void): () => void {
  let visible = false;
  let last = performance.now();
  const observer = new IntersectionObserver(([entry]) => (visible = entry?.isIntersecting ?? false), {
    threshold: 0.5,
  });
  observer.observe(element);
  const timer = setInterval(() => {
    const now = performance.now();
    // A throttled timer comes late: what lies between may have been anywhere.
    if (visible && looking()) told(Math.min(now - last, 2 * TICK_MS));
    last = now;
  }, TICK_MS);
  return () => {
    observer.disconnect();
    clearInterval(timer);
  };
}
