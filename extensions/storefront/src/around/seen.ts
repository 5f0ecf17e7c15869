/** The part of an element that lies in the window; null = none does. */
export function boxInWindow(element: Element): DOMRect | null {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const x = Math.max(left, 0);
  const y = Math.max(top, 0);
  const width = Math.min(right, innerWidth) - x;
  const height = Math.min(bottom, innerHeight) - y;
  return width > 1 && height > 1 ? new DOMRect(x, y, width, height) : null;
}

/** Whether styles let it be seen at all: not where it is, nor what lies over it. Old browsers are trusted. */
export const isStyledVisible = (element: Element): boolean =>
  (element as Partial<Element>).checkVisibility?.call(element, {
    opacityProperty: true,
    visibilityProperty: true,
    contentVisibilityAuto: true,
  }) ?? true;

/** Ours carry this: what is asked of the theme is not asked of them. */
export const OURS = "[data-throughline]";

/** The topmost element of the theme at a point of the window, also where it is in a component of its own. */
export function hitAt(x: number, y: number): Element | undefined {
  const theirs = (root: DocumentOrShadowRoot) => root.elementsFromPoint(x, y).find((one) => !one.closest(OURS));
  let hit = theirs(document);
  while (hit?.shadowRoot) {
    const inner = theirs(hit.shadowRoot);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** What an element stands in, out of its component too. */
const parentOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

/** The element itself and all that it stands in, out of components too, without body and root. */
export function lineage(element: Element | null | undefined): Element[] {
  const line: Element[] = [];
  for (let at = element ?? null; at && at !== document.body && at !== document.documentElement; at = parentOf(at))
    line.push(at);
  return line;
}

/** Evenly spread points of a rectangle. */
export const pointsOf = ({ x, y, width, height }: DOMRect, across: number, down: number): [number, number][] =>
  Array.from({ length: across * down }, (_, at) => [
    x + (width * ((at % across) + 0.5)) / across,
    y + (height * (Math.floor(at / across) + 0.5)) / down,
  ]);

export const positionOf = (element: Element): string => getComputedStyle(element).position;
