/** Between two looks at a page that changes all the time. */
const PAUSE_MS = 100;
/** Styles change without a sign, too. */
const LATEST_MS = 1_000;
const SIGNS = ["transitionend", "animationend", "scroll", "resize", "toggle", "focusin", "keyup"];
const ATTRIBUTES = ["class", "style", "open", "hidden", "inert", "aria-hidden", "aria-expanded", "aria-modal"];

const looks = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let seen = 0;

/** Calls back soon after anything happened that may have opened, closed or moved something. Returns its disposer. */
export function onChange(look: () => void): () => void {
  if (looks.size === 0) start();
  looks.add(look);
  return () => {
    looks.delete(look);
    if (looks.size === 0) stop();
  };
}

const observer = new MutationObserver(soon);

function start() {
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ATTRIBUTES });
  for (const sign of SIGNS) addEventListener(sign, soon, { capture: true, passive: true });
  timer = setTimeout(now, LATEST_MS);
}

function stop() {
  observer.disconnect();
  for (const sign of SIGNS) removeEventListener(sign, soon, { capture: true });
  clearTimeout(timer);
}

/** The first sign after a pause is looked into at once: what opens is not covered for a moment. */
function soon() {
  const wait = seen + PAUSE_MS - performance.now();
  clearTimeout(timer);
  timer = setTimeout(now, Math.max(wait, 0));
}

function now() {
  seen = performance.now();
  timer = setTimeout(now, LATEST_MS);
  for (const look of [...looks]) look();
}
