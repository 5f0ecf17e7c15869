import { newBlock, type BlockForm } from "#app/features/campaigns/block.form.ts";
import { EMPTY_VARIANT, type VariantForm } from "#app/features/campaigns/variant.form.ts";

interface Words {
  heading?: string;
  text?: string;
  button?: Partial<BlockForm>;
  code?: string;
  email?: boolean;
}

/** The content of a form: a heading and a button that closes, and what else is asked for. */
export function popupForm({ heading = "Hello", text, button = {}, code, email }: Words = {}): {
  variants: VariantForm[];
} {
  const blocks = [
    newBlock("heading", [], { text: heading }),
    ...(text === undefined ? [] : [newBlock("text", [], { text })]),
    ...(code === undefined ? [] : [newBlock("code", [], { code })]),
    ...(email ? [newBlock("email", [])] : []),
    newBlock("button", [], { text: "Go", act: "close", ...button }),
  ];
  return { variants: [{ ...EMPTY_VARIANT, steps: [blocks] }] };
}
