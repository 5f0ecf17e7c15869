import type { DismissMeans } from "../../../../app/contract/wire.ts";
import { onViewable } from "../lib/viewable.ts";
import { codeBlock, emailBlock } from "./blocks.ts";
import { reachedSeconds } from "./seconds.ts";
import { onVisible } from "./visible.ts";
import type { Options } from "./options.ts";
import { element } from "./element.ts";
import { CSS } from "./style.ts";

export type ShowPopup = typeof showPopup;

/**
 * Shows a popup: a native modal dialog in a shadow root, so that neither the theme's styles nor its stacking reach it.
 * The dialog traps focus and gives it back. Only interactions of a person count (`isTrusted`).
 */
export function showPopup(options: Options): void {
  const { content, words, onViewable: seen, onClick, onDismiss } = options;
  const host = document.createElement("div");
  host.id = "throughline-popup";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];

  const dialog = element("dialog", { "aria-labelledby": "heading" });
  const close = element("button", { type: "button", class: "close", "aria-label": words.close }, "×");
  const card = element("div", { class: "card" });
  card.append(element("h2", { id: "heading" }, content.heading));
  if (content.text) card.append(element("p", {}, content.text));
  // Contents of older versions may lack a field.
  const blocks: [name: string, element: HTMLElement][] = [];
  if (content.code) blocks.push(["code", codeBlock(content.code, options)]);
  if (content.email) blocks.push(["email", emailBlock(options)]);
  if (content.buttonLabel) blocks.push(["button", action()]);
  card.append(...blocks.map(([, element]) => element));
  card.append(close);
  dialog.append(card);
  root.append(dialog);

  let means: DismissMeans | undefined = "escape";
  const disposers = [
    onViewable(card, seen),
    ...[[null, card] as const, ...blocks].map(([block, element]) =>
      onVisible(element, (milliseconds) => {
        const viewing = options.viewing();
        for (const { seconds, id } of viewing ? reachedSeconds(viewing, block, milliseconds) : [])
          options.onView(block, seconds, id);
      }),
    ),
  ];
  close.addEventListener("click", (event) => {
    if (event.isTrusted) end("button");
  });
  dialog.addEventListener("click", (event) => {
    if (event.isTrusted && event.target === dialog) end("backdrop");
  });
  dialog.addEventListener("close", () => {
    for (const dispose of disposers) dispose();
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
