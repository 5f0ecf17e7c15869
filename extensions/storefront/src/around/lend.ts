/** Styles of elements that are not ours, changed for a while. */
interface Loan {
  readonly set: (element: HTMLElement, property: string, value: string) => void;
  readonly giveBack: () => void;
}

/** Gives back exactly what was there before the first change. */
export function borrowStyles(): Loan {
  const before = new Map<HTMLElement, Map<string, readonly [value: string, priority: string]>>();
  return {
    set(element, property, value) {
      const { style } = element;
      const kept = before.get(element) ?? new Map<string, readonly [string, string]>();
      before.set(element, kept);
      if (!kept.has(property))
        kept.set(property, [style.getPropertyValue(property), style.getPropertyPriority(property)]);
      style.setProperty(property, value, "important");
    },
    giveBack() {
      for (const [element, kept] of before) {
        for (const [property, [value, priority]] of kept) element.style.setProperty(property, value, priority);
        if (element.style.length === 0) element.removeAttribute("style");
      }
      before.clear();
    },
  };
}
