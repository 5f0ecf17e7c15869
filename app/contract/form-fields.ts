import { z } from "zod";
import { isStorable } from "../core/shared/text.ts";

/** Of a form that our own screens can't have sent. */
export const NOT_WHOLE = "The form did not arrive whole. Reload the page and try again.";

/** What PostgreSQL's JSON can't keep is refused here with a word, not there with an error. */
export const text = (label: string, max: number) =>
  z
    .string()
    .transform((value) => value.trim())
    .refine((value) => value.length <= max, `${label} may have at most ${max} characters.`)
    .refine(isStorable, `${label} has characters that can't be stored.`);

/** Of a row of ours: the greatest number that the database's integer holds. */
export const GREATEST_ID = 2_147_483_647;

/** A whole number in a text field. */
export const whole = (label: string, min: number, max: number) =>
  z
    .string()
    .refine((value) => /^\d{1,6}$/.test(value.trim()), `${label} must be a whole number.`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `${label} must be between ${min} and ${max}.`);

const MOST_TAGS = 10;
const LONGEST_TAG = 40;

/** A merchant's own words for something, separated by commas: each once, in small letters. */
export const tags = z.string().transform((value, context): string[] => {
  // Full-width commas and spaces become plain ones first.
  const words = value
    .normalize("NFKC")
    .split(",")
    .map((word) => word.replaceAll(/\s+/g, " ").trim().toLowerCase());
  const each = [...new Set(words.filter((word) => word !== ""))];
  const complain = (message: string) => context.addIssue({ code: "custom", message });
  if (each.length > MOST_TAGS) complain(`Use at most ${MOST_TAGS} tags.`);
  if (each.some((word) => word.length > LONGEST_TAG)) complain(`A tag may have at most ${LONGEST_TAG} characters.`);
  if (!isStorable(value)) complain("The tags have characters that can't be stored.");
  return each;
});
/** The text that a form shows them as. */
export const tagText = (words: readonly string[]): string => words.join(", ");
