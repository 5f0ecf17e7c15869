import { z } from "zod";
import { text, whole } from "#app/contract/form-fields.ts";
import {
  ANIMATIONS,
  INTERACTIONS,
  PLAIN_LOOK,
  POSITIONS,
  SURFACES,
  type Content,
  type Look,
  type Surface,
  type Variant,
} from "#app/core/campaigns/content.ts";
import {
  blockFormOf,
  blockOf,
  blockSchema,
  isBlank,
  MOST_BLOCKS,
  MOST_STEPS,
  newBlock,
  type BlockForm,
} from "./block.form.ts";

/** How all variants look, as the browser holds and posts it. */
export interface LookForm extends Omit<Look, "radius"> {
  radius: string;
}

/** One variant as the browser holds and posts it. */
export interface VariantForm {
  id: string;
  weight: string;
  /** At least one; each a list of blocks. */
  steps: BlockForm[][];
}

export const VARIANT_IDS = ["a", "b", "c", "d"] as const;

export const EMPTY_LOOK: LookForm = { ...PLAIN_LOOK, radius: String(PLAIN_LOOK.radius) };
export const EMPTY_VARIANT: VariantForm = {
  id: "a",
  weight: "50",
  steps: [[newBlock("heading", []), newBlock("text", []), newBlock("button", [])]],
};

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "Write a colour as #rrggbb, such as #1a1a1a.");

export const lookSchema = z.object({
  position: z.enum(POSITIONS),
  background: colour,
  ink: colour,
  accent: colour,
  accentInk: colour,
  radius: whole("The roundness", 0, 40),
  shadow: z.boolean(),
  animation: z.enum(ANIMATIONS),
  pushes: z.boolean(),
}) satisfies z.ZodType<Look, LookForm>;

export const surfaceSchema = z.enum(SURFACES);
export const teaserSchema = text("The tab's label", 40);

export const variantSchema = z
  .object({
    id: z.enum(VARIANT_IDS),
    weight: whole("The weight", 1, 1000),
    steps: z.array(z.array(blockSchema)).min(1).max(MOST_STEPS, `Use at most ${MOST_STEPS} steps.`),
  })
  .superRefine(({ steps }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const blocks = steps.flat().filter((block) => !isBlank(block));
    if (blocks.length > MOST_BLOCKS) complain(["steps"], `Use at most ${MOST_BLOCKS} blocks.`);
    if (new Set(blocks.map((block) => block.name)).size < blocks.length)
      complain(["steps"], "Two blocks have one name.");
    steps.forEach((step, at) => {
      if (step.every(isBlank)) complain(["steps"], `Step ${at + 1} is empty: give it a block, or remove it.`);
      step.forEach((block, index) => {
        if (block.type === "button" && block.act === "next" && at === steps.length - 1)
          complain(["steps", at, index, "act"], "There is no next step. Add one, or let the button do something else.");
      });
    });
    if (blocks.length > 0 && !blocks.some((block) => block.type === "heading" || block.type === "text"))
      complain(["steps"], "Say something: add a heading or a text. Screen readers name the campaign by it.");
  }) satisfies z.ZodType<unknown, VariantForm>;

type ParsedVariant = z.output<typeof variantSchema>;

/** The variant as a version keeps it. */
export const variantOf = (
  { id, weight, steps }: ParsedVariant,
  shared: { surface: Surface; look: Look; teaser: string },
  timeZone: string,
): Variant => ({
  id,
  weight,
  content: {
    ...shared,
    steps: steps.map((step) => step.filter((block) => !isBlank(block)).map((block) => blockOf(block, timeZone))),
  },
});

/** The form that shows a saved variant. */
export const variantFormOf = ({ id, weight, content }: Variant, timeZone: string): VariantForm => ({
  id,
  weight: String(weight),
  steps: content.steps.map((step) => step.map((block) => blockFormOf(block, timeZone))),
});

export const lookFormOf = ({ look }: Pick<Content, "look">): LookForm => ({ ...look, radius: String(look.radius) });

/** The blocks of all variants that a shopper can interact with, in their order, each name once. */
export function interactiveBlocks(variants: readonly Pick<VariantForm, "steps">[]): BlockForm[] {
  const blocks = variants.flatMap(({ steps }) => steps.flat());
  const kept = blocks.filter((block) => INTERACTIONS[block.type] && !isBlank(block));
  return [...new Map(kept.map((block) => [block.name, block])).values()];
}
