import { boxInWindow, hitAt, isStyledVisible, lineage, OURS, pointsOf, positionOf } from "./seen.ts";

const CONTROLS = "a[href], button, input, select, textarea, summary, [role='button']";

/** Which edge a surface of ours stands at, and moves away from. */
export type Edge = "top" | "bottom";

/**
 * How far a surface has to move from its edge so that it covers nothing of the theme's that can be clicked and does not
 * scroll away: a bar with what is paid, a question for consent, a chat. Null = there is no room for it.
 */
export function distanceFrom(edge: Edge, box: DOMRect, moved: number): number | null {
  const home = (edge === "top" ? box.top : innerHeight - box.bottom) - moved;
  let distance = 0;
  // Above one bar there may be another.
  for (let round = 0; round < 4; round++) {
    const y = edge === "top" ? home + distance : innerHeight - home - distance - box.height;
    if (y < 0 || y + box.height > innerHeight + 1) return null;
    const covered = coveredIn(new DOMRect(box.x, y, box.width, box.height));
    if (covered.length === 0) return distance;
    distance =
      edge === "top"
        ? Math.max(...covered.map(({ bottom }) => bottom)) - home
        : innerHeight - Math.min(...covered.map(({ top }) => top)) - home;
  }
  return null;
}

/** How high a surface at the lower edge may be, whose foot stands there: below what is pinned above it. */
export const roomAbove = ({ x, width }: DOMRect, foot: number): number =>
  foot - Math.max(0, ...coveredIn(new DOMRect(x, 0, width, foot)).map(({ bottom }) => bottom));

/** All that is to be left free of what a surface there would cover. */
const coveredIn = (mine: DOMRect): DOMRect[] =>
  [...document.querySelectorAll(CONTROLS)].flatMap((one) => (one.closest(OURS) ? [] : (coveredBy(mine, one) ?? [])));

/** What is to be left free for a control that a surface there would cover; null = nothing. */
function coveredBy(mine: DOMRect, control: Element): DOMRect | null {
  const box = boxInWindow(control);
  if (
    !box ||
    box.left >= mine.right ||
    mine.left >= box.right ||
    box.top >= mine.bottom - 1 ||
    mine.top >= box.bottom - 1
  )
    return null;
  if (control.closest('[inert], [aria-hidden="true"]') || !isStyledVisible(control)) return null;
  const pin = lineage(control).find((one) => ["fixed", "sticky"].includes(positionOf(one)));
  const holder = pin && boxInWindow(pin);
  if (!holder || !pointsOf(box, 3, 1).some(([x, y]) => lineage(hitAt(x, y)).includes(control))) return null;
  if (holder.height < innerHeight / 2) return holder;
  // A column that stays in the window while the rest scrolls is the page, not something over it.
  return positionOf(pin) === "sticky" ? null : box;
}
