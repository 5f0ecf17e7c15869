import { z } from "zod";
import { GREATEST_ID, text } from "./form-fields.ts";

/** What a merchant says of an audience beside its name, as the browser holds and posts it: flat, every field present. */
export interface AudienceForm {
  description: string;
  /** Days after the last join when a membership ends; empty = never. */
  endsAfterDays: string;
  endsOnOrder: boolean;
  /** Id of the audience that ends this one when somebody joins it. */
  endsOnJoining: number | null;
}

export const EMPTY_AUDIENCE: AudienceForm = {
  description: "",
  endsAfterDays: "",
  endsOnOrder: false,
  endsOnJoining: null,
};

const MOST_DAYS = 3_650;

export const audienceSchema = z.object({
  description: text("The description", 500),
  endsAfterDays: z
    .string()
    .refine(
      (value) =>
        value.trim() === "" || (/^\d{1,4}$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= MOST_DAYS),
      `Choose between 1 and ${MOST_DAYS} days, or leave it empty.`,
    )
    .transform((value) => (value.trim() === "" ? null : Number(value))),
  endsOnOrder: z.boolean(),
  endsOnJoining: z.number().int().min(1).max(GREATEST_ID).nullable(),
}) satisfies z.ZodType<unknown, AudienceForm>;

export type AudienceSettings = z.output<typeof audienceSchema>;
