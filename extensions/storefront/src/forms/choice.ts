import type { Block } from "../../../../app/core/campaigns/content.ts";
import type { Stage } from "../show/stage.ts";
import { element } from "../show/element.ts";

/** One question: an answer is sent as soon as it is chosen. */
export function choice(block: HTMLElement, { name, question, answers }: Block<"choice">, stage: Stage): void {
  block.setAttribute("role", "group");
  block.setAttribute("aria-labelledby", `${name}-question`);
  block.append(element("p", { id: `${name}-question`, class: "question" }, question));
  for (const answer of answers) {
    const button = element("button", { type: "button", class: "second" }, answer);
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      stage.onEngage(name, "answer");
      stage.onSubmit(name, { answer });
      stage.thank(block);
    });
    block.append(button);
  }
}
