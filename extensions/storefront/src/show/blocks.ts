import type { Block, BlockType } from "../../../../app/core/campaigns/content.ts";
import { linkBelow } from "../../../../app/core/targeting/link.ts";
import { pageRoot } from "../lib/page.ts";
import { element } from "./element.ts";
import { paragraph } from "./paragraph.ts";
import type { Extra, Form, Stage } from "./stage.ts";
import { withExtras, withForms } from "./bundles.ts";

type Maker<T extends BlockType> = (block: Block<T>, stage: Stage) => HTMLElement;

const MAKERS: { readonly [T in BlockType]: Maker<T> } = {
  heading: ({ text }) => element("h2", {}, text),
  text: ({ text }) => paragraph(text),
  image: makeImage,
  spacer: () => element("hr", { "aria-hidden": "true" }),
  countdown: makeExtra,
  products: makeExtra,
  button: makeButton,
  code: makeForm,
  email: makeForm,
  choice: makeForm,
};

export const makeBlock = <T extends BlockType>(block: Block<T>, stage: Stage): HTMLElement =>
  (MAKERS[block.type] as Maker<T>)(block, stage);

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

/** What is typed, chosen or copied is a bundle of its own: half of the contents have none. */
function makeForm(block: Form, stage: Stage): HTMLElement {
  const made = element("div", { class: block.type });
  stage.wait(withForms(stage, (forms) => forms.fillForm(made, block, stage)));
  return made;
}

/** A link is a real link: a click is counted, never held up. Only interactions of a person count (`isTrusted`). */
function makeButton({ name, label, act }: Block<"button">, stage: Stage): HTMLElement {
  const button =
    act[0] === "link"
      ? element("a", { href: linkBelow(act[1], pageRoot()), class: "action" }, label)
      : element("button", { type: "button", class: "action" }, label);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    stage.onClick(name);
    if (act[0] === "next") stage.next();
    else if (act[0] === "discount")
      void withExtras(stage, (extras) => extras.applyDiscount(act[1], button, stage)).then(
        (told) => told ?? stage.done(),
      );
    else stage.done();
  });
  return button;
}
