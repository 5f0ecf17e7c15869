/**
 * Fills a placement. Themes draw their sections again, in the theme editor and when filters or variants change: what comes
 * then in its place is filled as well.
 */
export function fillPlacement(placement: Element, host: HTMLElement): void {
  placement.replaceChildren(host);
  const name = placement.getAttribute("data-throughline-placement") ?? "";
  new MutationObserver(() => {
    if (!host.isConnected)
      document.querySelector(`[data-throughline-placement="${CSS.escape(name)}"]`)?.replaceChildren(host);
  }).observe(document, { subtree: true, childList: true });
}
