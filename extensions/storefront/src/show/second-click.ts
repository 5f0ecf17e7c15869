/** Nobody reads what has come and decides on it in less. */
const SETTLES_MS = 400;
const SAME_PLACE_PX = 20;

/**
 * Lets no click through that was meant for what stood in its place before: the second of a double click, a second tap or
 * a second press of Enter. Returns what is to be called when something else has come to stand there.
 */
export function ignoreSecondClicks(root: ShadowRoot): () => void {
  let changed = -SETTLES_MS;
  let last = { clientX: 0, clientY: 0 };
  root.addEventListener(
    "click",
    (event) => {
      const click = event as MouseEvent;
      const away = Math.hypot(click.clientX - last.clientX, click.clientY - last.clientY);
      last = click;
      if (click.timeStamp - changed >= SETTLES_MS || (click.detail < 2 && away > SAME_PLACE_PX)) return;
      click.preventDefault();
      click.stopImmediatePropagation();
    },
    true,
  );
  return () => (changed = performance.now());
}
