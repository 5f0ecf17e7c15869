import { element } from "./element.ts";
import type { Options } from "./options.ts";

type Host = Pick<Options, "words" | "onClick" | "onEngage" | "onSubmit">;

/** A code with a button that copies it. Where the browser forbids copying, the code is selected to be copied by hand. */
export function codeBlock(code: string, { words, onClick, onEngage }: Host): HTMLElement {
  const block = element("div", { class: "code" });
  const text = element("code", {}, code);
  const button = element("button", { type: "button", class: "second" }, words.copy);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    onClick("code");
    onEngage("code", "copy");
    navigator.clipboard.writeText(code).then(
      () => {
        button.textContent = words.copied;
      },
      () => getSelection()?.selectAllChildren(text),
    );
  });
  block.append(text, button);
  return block;
}

/** Asks for an e-mail address. The thanks never wait for the server: what was sent lies in the durable queue. */
export function emailBlock({ words, onEngage, onSubmit }: Host): HTMLElement {
  const form = element("form", { class: "email", novalidate: "" });
  const field = element("input", {
    type: "email",
    id: "email",
    required: "",
    maxlength: "254",
    autocomplete: "email",
    "aria-describedby": "wrong",
  });
  const wrong = element("p", { id: "wrong", class: "wrong", role: "alert" });
  let told = false;
  field.addEventListener("input", (event) => {
    if (told || !event.isTrusted) return;
    told = true;
    onEngage("email", "field");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.isTrusted) return;
    if (!field.checkValidity()) {
      wrong.textContent = words.invalid;
      field.setAttribute("aria-invalid", "true");
      field.focus();
      return;
    }
    onSubmit("email", { email: field.value });
    const thanks = element("p", { role: "status", tabindex: "-1" }, words.thanks);
    form.replaceWith(thanks);
    thanks.focus();
  });
  form.append(
    element("label", { for: "email" }, words.email),
    field,
    wrong,
    element("button", { type: "submit", class: "second" }, words.send),
  );
  return form;
}
