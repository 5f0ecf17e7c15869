/**
 * Calls back once `element` has been at least half visible for one continuous second in a visible page: the MRC/IAB
 * viewability rule. Returns its disposer.
 */
export function onViewable(element: Element, callback: () => void): () => void {
  let timer = 0;
  const observer = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer);
      if (entry?.isIntersecting && document.visibilityState === "visible")
        timer = setTimeout(() => {
          dispose();
          callback();
        }, 1_000);
    },
    { threshold: 0.5 },
  );
  const dispose = () => {
    clearTimeout(timer);
    observer.disconnect();
  };
  observer.observe(element);
  return dispose;
}
