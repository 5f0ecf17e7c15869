import { partsOf, type Block, type BlockType } from "../../../../app/core/campaigns/content.ts";
import { element } from "./element.ts";
import type { Extra, Stage } from "./stage.ts";
import { withExtras } from "./with-extras.ts";

type Maker<T extends BlockType> = (block: Block<T>, stage: Stage) => HTMLElement;

const MAKERS: { readonly [T in BlockType]: Maker<T> } = {
  heading: ({ text }) => element("h2", {}, text),
  text: ({ text }) => paragraph(text),
  image: makeImage,
  spacer: () => element("hr", { "aria-hidden": "true" }),
  countdown: makeExtra,
  products: makeExtra,
  button: makeButton,
  code: makeCode,
  email: makeEmail,
  choice: makeExtra,
};

export const makeBlock = <T extends BlockType>(block: Block<T>, stage: Stage): HTMLElement =>
  (MAKERS[block.type] as Maker<T>)(block, stage);

/** Plain text with its links: never markup. */
function paragraph(text: string, className = ""): HTMLElement {
  const made = element("p", className ? { class: className } : {});
  for (const part of partsOf(text))
    made.append(typeof part === "string" ? part : element("a", { href: part[1] }, part[0]));
  return made;
}

/** Loaded before anything shows; within the page, where it may be far down, when it comes near. */
function makeImage({ url, alt }: Block<"image">, { placement, wait }: Stage): HTMLElement {
  const image = element("img", { alt, ...(placement ? { loading: "lazy" } : {}), src: url });
  if (!placement) wait(image.decode());
  return image;
}

/** What few contents have is loaded where it is needed. Its place is kept meanwhile. */
function makeExtra(block: Extra, stage: Stage): HTMLElement {
  const made = element("div", { class: block.type });
  stage.wait(withExtras(stage, (extras) => extras.fillExtra(made, block, stage)));
  return made;
}

/** A link is a real link: a click is counted, never held up. Only interactions of a person count (`isTrusted`). */
function makeButton({ name, label, act }: Block<"button">, stage: Stage): HTMLElement {
  const button =
    act[0] === "link"
      ? element("a", { href: act[1], class: "action" }, label)
      : element("button", { type: "button", class: "action" }, label);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    stage.onClick(name);
    if (act[0] === "discount") void withExtras(stage, (extras) => extras.applyDiscount(act[1]));
    if (act[0] === "next") stage.next();
    else stage.done();
  });
  return button;
}

/** A code with a button that copies it. Where the browser forbids copying, the code is selected to be copied by hand. */
function makeCode({ name, code }: Block<"code">, { words, onClick, onEngage }: Stage): HTMLElement {
  const block = element("div", { class: "code" });
  const text = element("code", {}, code);
  const button = element("button", { type: "button", class: "second" }, words.copy);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    onClick(name);
    onEngage(name, "copy");
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
function makeEmail({ name, label, consent, withName }: Block<"email">, stage: Stage): HTMLElement {
  const { words, onEngage, onSubmit } = stage;
  const form = element("form", { class: "email", novalidate: "" });
  const first = withName ? field("first_name", words.firstName, { autocomplete: "given-name", maxlength: "60" }) : null;
  const wrongId = `${name}-wrong`;
  const [title, email] = field("email", words.email, {
    type: "email",
    required: "",
    maxlength: "254",
    autocomplete: "email",
    "aria-describedby": wrongId,
  });
  const wrong = element("p", { id: wrongId, class: "wrong", role: "alert" });
  let told = false;
  form.addEventListener("input", (event) => {
    if (told || !event.isTrusted) return;
    told = true;
    onEngage(name, "field");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.isTrusted) return;
    if (!email.checkValidity()) {
      wrong.textContent = words.invalid;
      email.setAttribute("aria-invalid", "true");
      email.focus();
      return;
    }
    const firstName = first?.[1].value.trim();
    onSubmit(name, { email: email.value.trim(), ...(firstName ? { first_name: firstName } : {}) });
    stage.thank(form);
  });
  form.append(...(first ?? []), title, email, wrong);
  if (consent) form.append(paragraph(consent, "small"));
  form.append(element("button", { type: "submit", class: "action" }, label || words.send));
  return form;

  function field(key: string, text: string, attributes: Record<string, string>) {
    const id = `${name}-${key}`;
    return [element("label", { for: id }, text), element("input", { id, ...attributes })] as const;
  }
}
