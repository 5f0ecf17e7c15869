import { isBusy } from "./busy.ts";
import { focused, isField } from "./typing.ts";

/** What a theme listens to on its document, and would take for its own. */
const EVENTS = [
  ..."beforeinput input copy cut paste contextmenu selectstart dragstart focusin focusout".split(" "),
  ..."click dblclick auxclick mousedown mouseup pointerdown pointerup touchstart touchmove touchend wheel".split(" "),
];
const KEYS = ["keydown", "keypress", "keyup"];
/** What has something of its own to close, though it lies over nothing. */
const OPEN = '[aria-expanded="true"], details[open], [role="menu"], [role="listbox"]';

/** Something that Escape closes. */
export interface Closable {
  readonly host: HTMLElement;
  /** It lies over everything else. */
  readonly modal: boolean;
  readonly overlay: boolean;
  readonly close: () => void;
  readonly isAside: () => boolean;
}

const hosts = new Set<EventTarget>();
/** What shows, the topmost last. */
const closables: Closable[] = [];
/** Escape has closed something of ours: that the key is let go then is nobody's business. */
let escaping = false;

/** What is typed, clicked or scrolled within ours stays there. Returns what ends that. */
export function keepEvents(host: HTMLElement): () => void {
  const ending = new AbortController();
  const stop = (event: Event) => {
    event.stopPropagation();
  };
  for (const kind of EVENTS) host.addEventListener(kind, stop, { passive: true, signal: ending.signal });
  hosts.add(host);
  // Adding it twice is adding it once.
  for (const kind of KEYS) addEventListener(kind, onKey, true);
  return () => {
    ending.abort();
    hosts.delete(host);
    rest();
  };
}

/** Escape closes the topmost of ours, and nothing of the theme's with it. Returns what ends that. */
export function closeOnEscape(closable: Closable): () => void {
  closables.push(closable);
  return () => {
    closables.splice(closables.indexOf(closable), 1);
  };
}

/** Nothing shows any more; but the key that closed it is still to be let go. */
function rest() {
  if (hosts.size === 0 && !escaping) for (const kind of KEYS) removeEventListener(kind, onKey, true);
}

/** Before anything of the theme's hears it. */
function onKey(heard: Event) {
  const event = heard as KeyboardEvent;
  if (event.key === "Escape" && event.isTrusted && !event.isComposing) onEscape(event);
  else if (event.composedPath().some((one) => hosts.has(one))) event.stopImmediatePropagation();
}

function onEscape(event: KeyboardEvent) {
  const showing = closables.filter((one) => !one.isAside());
  const top = showing.find(({ modal }) => modal) ?? showing.at(-1);
  const first = event.type === "keydown" && !event.repeat;
  if (first) escaping = top !== undefined && isForUs(event, top);
  if (!escaping) return;
  event.stopImmediatePropagation();
  // Browsers close modal dialogs themselves, but Chrome not below a bar's; and two things may not close.
  event.preventDefault();
  if (first) top?.close();
  if (event.type !== "keyup") return;
  escaping = false;
  rest();
}

/** It is the topmost: nothing of the theme's is open, and the focus is not in something that closes by itself. */
function isForUs(event: KeyboardEvent, { host, modal, overlay }: Closable): boolean {
  if (modal || event.composedPath().includes(host)) return true;
  const at = focused();
  return !isField(at) && !at?.closest(OPEN) && !isBusy(overlay);
}
