import type { DismissMeans } from "../../../../app/contract/wire.ts";
import type { Content } from "../../../../app/core/campaigns/settings.ts";
import { onViewable } from "../lib/viewable.ts";
import { CSS } from "./style.ts";

interface Options {
  readonly content: Content;
  readonly closeLabel: string;
  readonly onViewable: () => void;
  readonly onClick: (block: "button") => void;
  readonly onDismiss: (means: DismissMeans) => void;
}

export type ShowPopup = typeof showPopup;

/**
 * Shows a popup: a native modal dialog in a shadow root, so that neither the theme's styles nor its stacking reach it.
 * The dialog traps focus and gives it back. Only interactions of a person count (`isTrusted`).
 */
export function showPopup({ content, closeLabel, onViewable: seen, onClick, onDismiss }: Options): void {
  const host = document.createElement("div");
  host.id = "throughline-popup";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];

  const dialog = element("dialog", { "aria-labelledby": "heading" });
  const close = element("button", { type: "button", class: "close", "aria-label": closeLabel }, "×");
  const card = element("div", { class: "card" });
  card.append(element("h2", { id: "heading" }, content.heading));
  if (content.text) card.append(element("p", {}, content.text));
  if (content.buttonLabel) card.append(action());
  card.append(close);
  dialog.append(card);
  root.append(dialog);

  let means: DismissMeans | undefined = "escape";
  const dispose = onViewable(card, seen);
  close.addEventListener("click", (event) => {
    if (event.isTrusted) end("button");
  });
  dialog.addEventListener("click", (event) => {
    if (event.isTrusted && event.target === dialog) end("backdrop");
  });
  dialog.addEventListener("close", () => {
    dispose();
    host.remove();
    if (means) onDismiss(means);
  });

  function end(by: DismissMeans | undefined) {
    means = by;
    dialog.close();
  }

  /** A link is a real link: a click is counted, never held up. */
  function action(): HTMLElement {
    const button = content.buttonUrl
      ? element("a", { href: content.buttonUrl, class: "action" }, content.buttonLabel)
      : element("button", { type: "button", class: "action" }, content.buttonLabel);
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      onClick("button");
      end(undefined);
    });
    return button;
  }

  document.body.append(host);
  dialog.showModal();
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
