import { onChange } from "./changes.ts";
import { borrowStyles } from "./lend.ts";
import { hitAt, lineage, OURS, pointsOf, positionOf } from "./seen.ts";

/** Where themes have what stays at the top; whatever else does is found when it stands there. */
const HEADERS = 'header, nav, [class*="header" i], [id*="header" i], [class*="sticky" i], [class*="announcement" i]';
const LIFTED = ["fixed", "sticky", "absolute"];

/**
 * Gives the page a bar's height, at its edge: in the body, or in the element that scrolls instead of it. What stays at
 * that edge moves by as much; what is being read keeps its place. Returns what gives it all back.
 */
export function makeRoom(frame: HTMLElement, edge: "top" | "bottom"): () => void {
  const scroller = innerScroller();
  const page = scroller ?? (document.scrollingElement as HTMLElement);
  const pushed = scroller ?? document.body;
  // Within a scroller a padding would scroll; its border does not.
  const [property, more] = scroller
    ? [
        `border-${edge}-width`,
        [
          [`border-${edge}-style`, "solid"],
          [`border-${edge}-color`, "transparent"],
          ["box-sizing", "border-box"],
        ] as const,
      ]
    : [`padding-${edge}`, [] as const];
  const own = parseFloat(getComputedStyle(pushed).getPropertyValue(property)) || 0;
  const room = borrowStyles();
  const moved = borrowStyles();
  const tops = new Map<HTMLElement, number>();
  const unanchored = borrowStyles();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let height = 0;

  /** What was read stays where it is; at the very top there is nothing to keep: all of it slides. */
  function keepPlace(change: () => void, by: number) {
    const { scrollTop } = page;
    // Chrome would move the page once more.
    unanchored.set(page, "overflow-anchor", "none");
    clearTimeout(timer);
    timer = setTimeout(unanchored.giveBack, 100);
    change();
    if (edge === "bottom") return;
    if (scrollTop > 0) page.scrollTo({ top: scrollTop + by, behavior: "instant" });
    else if (height === 0 || by === -height)
      for (const one of scroller ? scroller.children : [pushed])
        one.animate({ translate: [`0 ${-by}px`, "0 0"] }, { duration: isCalm() ? 1 : 200, easing: "ease-out" });
  }

  function fit() {
    const now = Math.ceil(frame.getBoundingClientRect().height);
    if (now === height || now === 0) return;
    keepPlace(() => {
      for (const [name, value] of more) room.set(pushed, name, value);
      room.set(pushed, property, `${own + now}px`);
    }, now - height);
    height = now;
    if (edge === "top") {
      for (const [header, top] of tops) moved.set(header, "top", `${top + height}px`);
      moveHeaders();
    }
  }

  function moveHeaders() {
    for (const header of headersUnder(height)) {
      if (tops.has(header) || (scroller?.contains(header) && positionOf(header) !== "fixed")) continue;
      const top = parseFloat(getComputedStyle(header).top);
      if (!(top < height) || top < 0 || header.offsetHeight >= innerHeight / 2) continue;
      tops.set(header, top);
      moved.set(header, "top", `${top + height}px`);
    }
  }

  /** A theme that is laid out anew may want other offsets. */
  function reset() {
    moved.giveBack();
    tops.clear();
    if (edge === "top") moveHeaders();
  }

  const sized = new ResizeObserver(fit);
  sized.observe(frame);
  const unwatch = edge === "top" ? onChange(moveHeaders) : () => undefined;
  addEventListener("resize", reset);
  fit();
  return () => {
    sized.disconnect();
    unwatch();
    removeEventListener("resize", reset);
    moved.giveBack();
    keepPlace(() => {
      room.giveBack();
    }, -height);
  };
}

/** Nothing may jump: the page slides, as far as its reader likes that. */
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What scrolls instead of the page, in themes whose page does not. */
function innerScroller(): HTMLElement | undefined {
  if (document.documentElement.scrollHeight > innerHeight + 1) return undefined;
  return lineage(hitAt(innerWidth / 2, innerHeight / 2)).find(
    (one): one is HTMLElement =>
      one instanceof HTMLElement &&
      /auto|scroll/.test(getComputedStyle(one).overflowY) &&
      one.clientHeight > innerHeight / 2 &&
      !one.closest(OURS),
  );
}

/** What stays at the top of the window, or will once the page is scrolled. */
function headersUnder(height: number): HTMLElement[] {
  const named = document.querySelectorAll(HEADERS);
  const hit = pointsOf(new DOMRect(0, 0, innerWidth, height), 5, 3).flatMap(([x, y]) => lineage(hitAt(x, y)));
  return [...new Set([...named, ...hit])].filter(
    (one): one is HTMLElement => one instanceof HTMLElement && !one.closest(OURS) && LIFTED.includes(positionOf(one)),
  );
}
