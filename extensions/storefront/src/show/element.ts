/** An element with attributes and a text: never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
