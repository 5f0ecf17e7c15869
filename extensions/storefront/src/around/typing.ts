/** Who has not pressed a key for so long has finished. */
const PAUSE_MS = 2_000;
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
/** Inputs that take no text. */
const NO_TEXT = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

// What was typed before this was loaded is not known: it counts as just now.
let lastKey = performance.now();
addEventListener("keydown", () => (lastKey = performance.now()), { capture: true, passive: true });

/** What has the focus, also within components. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

export const isField = (element: Element | null): boolean =>
  element !== null && element.matches(FIELDS) && !NO_TEXT.test((element as HTMLInputElement).type);

/** Whether somebody is typing: a dialog that takes the focus would swallow the rest of the word. */
export const isTyping = (): boolean => isField(focused()) && performance.now() - lastKey < PAUSE_MS;
