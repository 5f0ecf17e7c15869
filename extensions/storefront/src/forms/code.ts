import type { Block } from "../../../../app/core/campaigns/content.ts";
import { element } from "../show/element.ts";
import type { Stage } from "../show/stage.ts";

/** A code with a button that copies it. Where the browser can't, or forbids it, the code is selected to be copied by hand. */
export function code(block: HTMLElement, { name, code }: Block<"code">, stage: Stage): void {
  const { words, onClick, onEngage, succeeded } = stage;
  const text = element("code", {}, code);
  const button = element("button", { type: "button", class: "second" }, words.copy);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    onClick(name);
    onEngage(name, "copy");
    succeeded();
    copy(code).then(
      () => {
        button.textContent = words.copied;
      },
      () => getSelection()?.selectAllChildren(text),
    );
  });
  block.append(text, button);
}

/** Browsers inside apps, and old ones, have no clipboard. */
async function copy(text: string): Promise<void> {
  const { clipboard } = navigator as Partial<Navigator>;
  if (!clipboard) throw new Error("no clipboard");
  await clipboard.writeText(text);
}
