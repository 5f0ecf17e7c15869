import type { Block } from "../../../../app/core/campaigns/content.ts";
import { isEmail, meantEmail } from "../../../../app/core/identity/email.ts";
import { element } from "../show/element.ts";
import { paragraph } from "../show/paragraph.ts";
import type { Stage } from "../show/stage.ts";

/** Asks for an e-mail address. The thanks never wait for the server: what was sent lies in the durable queue. */
export function email(block: HTMLElement, { name, label, consent, withName }: Block<"email">, stage: Stage): void {
  const { words, onEngage, onSubmit } = stage;
  const form = element("form", { novalidate: "" });
  const first = withName ? field("first_name", words.firstName, { autocomplete: "given-name", maxlength: "60" }) : null;
  const wrongId = `${name}-wrong`;
  const [title, input] = field("email", words.email, {
    type: "email",
    maxlength: "254",
    autocomplete: "email",
    "aria-describedby": wrongId,
  });
  const wrong = element("p", { id: wrongId, class: "wrong", role: "alert" });
  let told = false;
  /** The address that was asked about: who sends it once more means it. */
  let asked = "";
  form.addEventListener("input", (event) => {
    if (told || !event.isTrusted) return;
    told = true;
    onEngage(name, "field");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.isTrusted) return;
    const address = input.value.trim();
    const valid = input.checkValidity() && isEmail(address);
    const meant = asked === address ? undefined : meantEmail(address);
    if (!valid || meant) {
      asked = valid ? address : "";
      complain(valid ? "" : words.invalid, meant);
      return;
    }
    const firstName = first?.[1].value.trim();
    onSubmit(name, { email: address, ...(firstName ? { first_name: firstName } : {}) });
    stage.succeeded();
    stage.thank(block);
  });
  form.append(...(first ?? []), title, input, wrong);
  if (consent) {
    const small = element("div", { class: "small" });
    small.append(paragraph(consent));
    form.append(small);
  }
  form.append(element("button", { type: "submit", class: "action" }, label || words.send));
  block.append(form);

  /** Says what is wrong, and offers what was probably meant. */
  function complain(text: string, meant: string | undefined) {
    wrong.textContent = text;
    if (meant) {
      const take = element("button", { type: "button" }, meant);
      take.addEventListener("click", () => {
        input.value = meant;
        wrong.textContent = "";
        input.removeAttribute("aria-invalid");
        input.focus();
      });
      wrong.append(text && " ", words.meant, " ", take);
    }
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  function field(key: string, text: string, attributes: Record<string, string>) {
    const id = `${name}-${key}`;
    return [element("label", { for: id }, text), element("input", { id, ...attributes })] as const;
  }
}
