const SCROLL_KEYS = /^( |PageUp|PageDown|Home|End|ArrowUp|ArrowDown)$/;

/**
 * The page behind a modal dialog keeps its place. Nothing of the page is changed for it: a theme's own lock is its own.
 * Returns what ends that.
 */
export function holdStill(dialog: HTMLElement, card: HTMLElement): () => void {
  // Within what scrolls itself the browser keeps what is too much from the page (overscroll-behavior).
  const hold = (event: Event) => {
    if (!event.composedPath().includes(card) || card.scrollHeight <= card.clientHeight) event.preventDefault();
  };
  const onKey = (event: KeyboardEvent) => {
    const [at] = event.composedPath();
    if (!SCROLL_KEYS.test(event.key) || !(at instanceof Element)) return;
    const takesKey = at.matches("input, textarea, select") || (event.key === " " && at.matches("button"));
    if (event.composedPath().includes(dialog) && !takesKey) hold(event);
  };
  // On what is in the top layer itself: Chrome asks no listener of what that stands in before it scrolls.
  dialog.addEventListener("wheel", hold, { passive: false });
  dialog.addEventListener("touchmove", hold, { passive: false });
  addEventListener("keydown", onKey, true);
  return () => {
    dialog.removeEventListener("wheel", hold);
    dialog.removeEventListener("touchmove", hold);
    removeEventListener("keydown", onKey, true);
  };
}
