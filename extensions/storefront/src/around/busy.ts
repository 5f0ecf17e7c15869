import { boxInWindow, hitAt, isStyledVisible, lineage, OURS, pointsOf, positionOf } from "./seen.ts";

/** What lets nothing else be used while it is open. */
const MODAL = 'dialog, [aria-modal="true"]';
const DIALOG = '[role="dialog"], [role="alertdialog"], [popover]';
/** What themes call the things that they open over a page. */
const LAYERS = `details[open] > :not(summary), ${named(["drawer", "modal", "menu", "search", "cart", "popup", "offcanvas"])}`;
/** What asks for consent, whoever made it. */
const QUESTIONS = named(["consent", "cookie", "privacy", "gdpr", "onetrust", "usercentrics"]);
const CONTROLS = "a[href], button, input, select, textarea, [role='button']";
const MAIN = "main, [role='main'], #MainContent";

function named(words: readonly string[]): string {
  return words.flatMap((word) => [`[class*="${word}" i]`, `[id*="${word}" i]`]).join();
}

interface Asked {
  /** An overlay of ours waits for consent questions too; a bar makes room for them. */
  readonly questions: boolean;
  /** Everything but a modal dialog of ours is inert: it can't be hit, and only styles tell. */
  readonly inert?: boolean;
}

/** What the theme, or anything else in the page, has open over it now. */
export function openLayers(asked: Asked): Element[] {
  const found = new Set(document.querySelectorAll(`${MODAL}, ${DIALOG}, ${LAYERS}, ${QUESTIONS}`));
  // Whatever else lies over the page, by no name.
  if (!asked.inert)
    for (const [x, y] of pointsOf(new DOMRect(0, 0, innerWidth, innerHeight), 5, 5))
      for (const one of lineage(hitAt(x, y))) if (positionOf(one) === "fixed") found.add(one);
  return [...found].filter((one) => isOpen(one, asked));
}

export const isBusy = (questions: boolean): boolean =>
  document.documentElement.hasAttribute("scroll-lock") || openLayers({ questions }).length > 0;

function isOpen(element: Element, { questions, inert }: Asked): boolean {
  if (element.closest(OURS)) return false;
  // A layer may be a wrapper without a box of its own.
  const boxes = [element, ...element.children].flatMap((one) => boxInWindow(one) ?? []);
  const box = boxes.find((one) => isLarge(one, element) || (questions && isBanner(one, element)));
  return (
    box !== undefined &&
    !element.closest('[inert], [aria-hidden="true"]') &&
    isStyledVisible(element) &&
    isLifted(element) &&
    (inert === true || isHit(element, box))
  );
}

/** Modal at any size; else what covers less is a hint, a chat's button, a header or a small menu. */
function isLarge({ width, height }: DOMRect, element: Element): boolean {
  if (element.matches(MODAL)) return true;
  const large = width * height >= (innerWidth * innerHeight) / 6;
  return large && (element.matches(DIALOG) || height >= innerHeight / 2) && holdsControls(element);
}

/** Asks for consent, and is more than the button that opens the question. */
const isBanner = ({ width, height }: DOMRect, element: Element): boolean =>
  width > 200 && height > 40 && element.matches(QUESTIONS) && holdsControls(element);

/** Out of the flow: it lies over the page. What the page itself stands in does not count. */
const isLifted = (element: Element): boolean =>
  element.matches(":modal") ||
  lineage(element).some((one) => {
    const position = positionOf(one);
    if (position !== "fixed" && (position !== "absolute" || one.closest(MAIN))) return false;
    return one.querySelector(MAIN) === null;
  });

const holdsControls = (element: Element): boolean => (element.shadowRoot ?? element).querySelector(CONTROLS) !== null;

/** A point of it can be clicked: it is not clipped, scaled to nothing or behind the page. */
const isHit = (element: Element, box: DOMRect): boolean =>
  pointsOf(box, 4, 4).some(([x, y]) => lineage(hitAt(x, y)).includes(element));
