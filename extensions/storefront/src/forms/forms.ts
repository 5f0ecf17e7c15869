import type { Form, Forms, Stage } from "../show/stage.ts";
import { choice } from "./choice.ts";
import { code } from "./code.ts";
import { email } from "./email.ts";
import { FORM_STYLE } from "./style.ts";

/** Fills what the renderer has made a place for. */
function fillForm(into: HTMLElement, block: Form, stage: Stage): void {
  stage.adopt(FORM_STYLE);
  if (block.type === "email") email(into, block, stage);
  else if (block.type === "code") code(into, block, stage);
  else choice(into, block, stage);
}

export const forms: Forms = { fillForm };
