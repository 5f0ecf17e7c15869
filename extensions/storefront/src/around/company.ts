import { isBusy, openLayers } from "./busy.ts";
import { onChange } from "./changes.ts";
import { distanceFrom, roomAbove, type Edge } from "./dodge.ts";
import { closeOnEscape, keepEvents } from "./keys.ts";
import { isQuiet } from "./quiet.ts";
import { makeRoom } from "./room.ts";
import { boxInWindow } from "./seen.ts";
import { holdStill } from "./still.ts";

/** How short something that shrinks may become, and what it leaves free above it, in pixels. */
const LEAST = 200;
const GAP = 16;

/** Something of ours that shows over the page. */
export interface Shown {
  readonly host: HTMLElement;
  /** What is to be seen of it: a dialog's card with its close button, or the tab that opens it again. */
  readonly box: HTMLElement;
  /** An overlay waits for consent questions, a bar makes room for them. */
  readonly overlay: boolean;
  /** A modal dialog, and what scrolls in it. */
  readonly modal?: Record<"dialog" | "card", HTMLElement> | undefined;
  /** It stands at this edge of the window, and the page gives it room there or it moves away from it. */
  readonly edge: Edge;
  readonly pushes?: boolean;
  /** It becomes shorter where something stands above it. */
  readonly shrinks?: boolean;
  /** Closes it; absent = Escape does not. */
  readonly escape?: () => void;
  /** Steps aside, or comes back. */
  readonly hide: (aside: boolean) => void;
  /** It is there and can't be seen: nothing was shown. */
  readonly vanish: () => void;
}

/** Keeps what shows out of the theme's way for as long as it does. Returns what ends that. */
export function accompany(shown: Shown): () => void {
  const { host, box, overlay, modal, edge, pushes } = shown;
  let aside = false;
  const isAside = () => aside;
  let away = 0;
  let shrunk = false;
  /** Under a modal dialog only styles tell what is open; what they told when it showed does not count. */
  const inert = () => openLayers({ questions: overlay, inert: true });
  let known = new Set(modal ? inert() : []);

  function isInTheWay(): boolean {
    if (aside) return !isQuiet({ overlay, focus: modal !== undefined });
    return modal ? inert().some((one) => !known.has(one)) : isBusy(overlay) || !dodges();
  }

  function look() {
    if (!aside && !isSeen(box)) {
      shown.vanish();
      return;
    }
    if (isInTheWay() === aside) return;
    aside = !aside;
    shown.hide(aside);
    if (!aside) known = new Set(modal ? inert() : []);
  }

  /** False = it can't stand anywhere without covering something. */
  function dodges(): boolean {
    const at = pushes ? null : boxInWindow(box);
    if (!at) return true;
    const least = Math.min(at.height, LEAST);
    let distance = distanceFrom(edge, at, away);
    // Only where it must: whoever is looking at it sees it jump.
    shrunk ||= distance === null && shown.shrinks === true;
    if (shrunk) distance = distanceFrom(edge, new DOMRect(at.x, at.bottom - least, at.width, least), away);
    if (distance === null) return false;
    if (distance !== away) host.style.setProperty("--away", `${distance}px`);
    if (shrunk) host.style.setProperty("--room", `${roomAbove(at, at.bottom + away - distance) - GAP}px`);
    away = distance;
    return true;
  }

  const ends = [
    // Before keys are kept from everybody else.
    ...(modal ? [holdStill(modal.dialog, modal.card)] : []),
    keepEvents(host),
    ...(shown.escape
      ? [closeOnEscape({ host, modal: modal !== undefined, overlay, close: shown.escape, isAside })]
      : []),
    onChange(look),
    ...(pushes ? [makeRoom(box, edge)] : []),
  ];
  // Before anything is painted.
  queueMicrotask(look);
  return () => {
    for (const end of ends) end();
    host.style.removeProperty("--away");
  };
}

const isSeen = (element: HTMLElement): boolean =>
  element.isConnected &&
  ((element as Partial<Element>).checkVisibility?.call(element, { visibilityProperty: true }) ?? true) &&
  element.offsetHeight > 0;
