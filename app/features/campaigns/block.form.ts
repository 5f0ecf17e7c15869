import { z } from "zod";
import { momentOf, wallTimeOf } from "#app/infra/wall-time.ts";
import { text } from "#app/contract/form-fields.ts";
import { MERGE_FIELDS, unknownField } from "#app/core/campaigns/merge.ts";
import { BLOCK_TYPES, isSafeLink, partsOf, type Block, type BlockType } from "#app/core/campaigns/content.ts";

/** One block as the browser holds and posts it: flat, every field present, whatever its type. */
export interface BlockForm {
  type: BlockType;
  /** What events and rules call it. Given when the block is added; it stays. */
  name: string;
  /** Heading, text, a button's or form's label, a question. */
  text: string;
  /** A link's address, an image's, or the code that a button applies. */
  address: string;
  /** Half as wide: beside its neighbour, if that is too. */
  half: boolean;
  /** What an image shows. */
  alt: string;
  act: "link" | "close" | "next" | "discount";
  code: string;
  /** What is said beside an e-mail field. */
  consent: string;
  withName: boolean;
  /** One a line. */
  answers: string;
  ends: "at" | "minutes";
  /** A date and time on the shop's clocks, as 2026-12-24T18:00. */
  at: string;
  minutes: string;
  from: "chosen" | "recent" | "recommended";
  /** Handles, one a line. */
  products: string;
}

const EMPTY_BLOCK: Omit<BlockForm, "type" | "name"> = {
  text: "",
  half: false,
  address: "",
  alt: "",
  act: "link",
  code: "",
  consent: "",
  withName: false,
  answers: "",
  ends: "minutes",
  at: "",
  minutes: "15",
  from: "recommended",
  products: "",
};

export const MOST_BLOCKS = 20;
export const MOST_STEPS = 4;

/** A new block with a name that none of `taken` has: its type, then with a number. */
export function newBlock(type: BlockType, taken: readonly string[], more: Partial<BlockForm> = {}): BlockForm {
  let name: string = type;
  for (let number = 2; taken.includes(name); number++) name = `${type}${number}`;
  return { ...EMPTY_BLOCK, type, name, ...more };
}

const lines = (value: string) =>
  value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
const minutesIn = (value: string) => (/^\d{1,5}$/.test(value.trim()) ? Number(value) : 0);

/** A text or a button that was left empty: it is left out, so that nobody has to remove what a new campaign begins with. */
export const isBlank = ({ type, text, address, act }: Pick<BlockForm, "type" | "text" | "address" | "act">): boolean =>
  text === "" && (type === "text" || (type === "button" && act === "link" && address === ""));

const LINK = "Use a path of your shop, such as /collections/all, or an address that begins with https://.";

const NEEDED: Partial<Record<BlockType, string>> = {
  heading: "Write a heading.",
  button: "Without a label there is nothing to click.",
  choice: "Ask a question.",
};

export const blockSchema = z
  .object({
    type: z.enum(BLOCK_TYPES),
    name: z.string().regex(/^[a-z]{1,12}\d{0,3}$/),
    text: text("The text", 1000),
    half: z.boolean(),
    address: text("The address", 500),
    alt: text("The description", 300),
    act: z.enum(["link", "close", "next", "discount"]),
    code: text("The code", 60),
    consent: text("The consent text", 500),
    withName: z.boolean(),
    answers: text("The answers", 500),
    ends: z.enum(["at", "minutes"]),
    at: text("The end", 20),
    minutes: z.string().max(20),
    from: z.enum(["chosen", "recent", "recommended"]),
    products: text("The products", 1000),
  })
  .superRefine((block, context) => {
    const demand = (field: keyof BlockForm, valid: boolean, message: string) => {
      if (!valid) context.addIssue({ code: "custom", path: [field], message });
    };
    const { type } = block;
    if (isBlank(block)) return;
    for (const field of ["text", "consent"] as const) {
      const unknown = unknownField(block[field]);
      demand(field, unknown === undefined, `${unknown} says nothing. Use ${MERGE_FIELDS.join(", ")}.`);
    }
    const needed = NEEDED[type];
    if (needed !== undefined) demand("text", block.text !== "", needed);
    if (type !== "text") demand("text", block.text.length <= 120, "Use at most 120 characters.");
    if (type === "text") {
      const shown = partsOf(block.text).map((part) => (typeof part === "string" ? part : ""));
      demand("text", !shown.some((part) => part.includes("](")), `A link in the text leads nowhere. ${LINK}`);
    }
    if (type === "button") {
      demand("address", block.act !== "link" || isSafeLink(block.address), LINK);
      demand("code", block.act !== "discount" || block.code !== "", "Name the discount code.");
    }
    if (type === "code") demand("code", block.code !== "", "Name the discount code, or remove the block.");
    if (type === "image") {
      demand(
        "address",
        block.address.startsWith("https://") && isSafeLink(block.address),
        "Use the address of an image that begins with https://, such as one of Content > Files.",
      );
      demand("alt", block.alt !== "", "Say what the image shows, for those who can't see it.");
    }
    if (type === "choice") {
      const count = lines(block.answers).length;
      demand("answers", count >= 2 && count <= 6, "Write 2 to 6 answers, one a line.");
    }
    if (type === "countdown" && block.ends === "at")
      demand("at", !Number.isNaN(momentOf(block.at, "UTC")), "Choose when it ends.");
    if (type === "countdown" && block.ends === "minutes") {
      const minutes = minutesIn(block.minutes);
      demand("minutes", minutes >= 1 && minutes <= 43_200, "Choose between 1 minute and 30 days (43200).");
    }
    if (type === "products" && block.from === "chosen") {
      const handles = lines(block.products);
      demand(
        "products",
        handles.length >= 1 &&
          handles.length <= 8 &&
          handles.every((handle) => /^[\p{L}\p{N}_-]{1,255}$/u.test(handle)),
        "Write 1 to 8 product handles, one a line: the end of a product's address, such as copper-kettle.",
      );
    }
  }) satisfies z.ZodType<unknown, BlockForm>;

export type ParsedBlock = z.output<typeof blockSchema>;

/** The block as a version keeps it, of a form that was parsed. */
export const blockOf = (form: ParsedBlock, timeZone: string): Block => ({
  ...typedBlockOf(form, timeZone),
  ...(form.half ? { half: true } : {}),
});

function typedBlockOf(form: ParsedBlock, timeZone: string): Block {
  const { type, name } = form;
  switch (type) {
    case "heading":
    case "text":
      return { type, name, text: form.text };
    case "image":
      return { type, name, url: form.address, alt: form.alt };
    case "button": {
      const value = form.act === "link" ? form.address : form.code;
      return {
        type,
        name,
        label: form.text,
        act: form.act === "link" || form.act === "discount" ? [form.act, value] : [form.act],
      };
    }
    case "code":
      return { type, name, code: form.code };
    case "email":
      return { type, name, label: form.text, consent: form.consent, withName: form.withName };
    case "choice":
      return { type, name, question: form.text, answers: lines(form.answers) };
    case "countdown":
      return {
        type,
        name,
        ends: form.ends === "at" ? ["at", momentOf(form.at, timeZone)] : ["minutes", minutesIn(form.minutes)],
      };
    case "products":
      return { type, name, from: form.from === "chosen" ? ["chosen", lines(form.products)] : [form.from] };
    case "spacer":
      return { type, name };
  }
}

/** The form that shows a saved block. */
export function blockFormOf(block: Block, timeZone: string): BlockForm {
  const form: BlockForm = { ...EMPTY_BLOCK, type: block.type, name: block.name, half: block.half ?? false };
  switch (block.type) {
    case "heading":
    case "text":
      return { ...form, text: block.text };
    case "image":
      return { ...form, address: block.url, alt: block.alt };
    case "button": {
      const [act, value = ""] = block.act;
      return { ...form, text: block.label, act, ...(act === "link" ? { address: value } : { code: value }) };
    }
    case "code":
      return { ...form, code: block.code };
    case "email":
      return { ...form, text: block.label, consent: block.consent, withName: block.withName };
    case "choice":
      return { ...form, text: block.question, answers: block.answers.join("\n") };
    case "countdown":
      return block.ends[0] === "at"
        ? { ...form, ends: "at", at: wallTimeOf(block.ends[1], timeZone) }
        : { ...form, minutes: String(block.ends[1]) };
    case "products":
      return { ...form, from: block.from[0], products: block.from[0] === "chosen" ? block.from[1].join("\n") : "" };
    case "spacer":
      return form;
  }
}
