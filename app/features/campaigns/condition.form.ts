import { z } from "zod";
import { text } from "#app/contract/form-fields.ts";
import {
  COMPARISONS,
  NUMBER_FACTS,
  TEXT_FACTS,
  type Condition,
  type NumberFact,
  type TextFact,
} from "#app/core/targeting/rule.ts";

const HOW = [...COMPARISONS, "least", "less"] as const;

/** One condition as the browser holds and posts it. `value`: texts separated by commas, or a number. */
export interface ConditionForm {
  fact: TextFact | NumberFact;
  how: (typeof HOW)[number];
  value: string;
}

export const EMPTY_CONDITION: ConditionForm = { fact: "path", how: "starts", value: "" };
export const MOST_CONDITIONS = 10;

export const isNumber = (fact: ConditionForm["fact"]): fact is NumberFact => NUMBER_FACTS.some((one) => one === fact);

/** Compared in small letters. */
const valuesOf = (value: string) =>
  value
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== "");

export const conditionSchema = z
  .object({ fact: z.enum([...TEXT_FACTS, ...NUMBER_FACTS]), how: z.enum(HOW), value: text("The value", 500) })
  .superRefine(({ fact, how, value }, context) => {
    const complain = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
    if (isNumber(fact) !== (how === "least" || how === "less")) complain("Choose how to compare.");
    else if (isNumber(fact)) {
      if (!/^\d{1,7}$/.test(value)) complain("Write a whole number.");
    } else if (valuesOf(value).length === 0 || valuesOf(value).length > 20)
      complain("Write 1 to 20 texts, separated by commas.");
    else if (fact === "path" && how !== "has" && !valuesOf(value).every((one) => one.startsWith("/")))
      complain("A path of your shop begins with a slash, such as /collections/tea.");
  }) satisfies z.ZodType<unknown, ConditionForm>;

type ParsedCondition = z.output<typeof conditionSchema>;

/** The condition as a version keeps it. */
export const conditionOf = ({ fact, how, value }: ParsedCondition): Condition<"text" | "number"> =>
  how === "least" || how === "less"
    ? ["number", [isNumber(fact) ? fact : "cart", how, Number(value)]]
    : ["text", [isNumber(fact) ? "path" : fact, how, valuesOf(value)]];

/** The form that shows a saved condition. */
export const conditionFormOf = ([kind, value]: Condition<"text" | "number">): ConditionForm => ({
  fact: value[0],
  how: value[1],
  value: kind === "text" ? value[2].join(", ") : String(value[2]),
});
