import { z } from "zod";
import { text } from "#app/contract/form-fields.ts";
import { GROUP_KINDS, type ConditionGroup, type OwnCondition } from "#app/core/campaigns/settings.ts";
import { MOST_TIMES } from "#app/core/eligibility/history.ts";
import {
  COMPARISONS,
  DEEDS,
  NUMBER_FACTS,
  TEXT_FACTS,
  type Deed,
  type NumberFact,
  type TextFact,
} from "#app/core/targeting/rule.ts";
import { writtenPath } from "#app/core/targeting/written-path.ts";

const HOW = [...COMPARISONS, "least", "less"] as const;

/**
 * One condition as the browser holds and posts it: on a fact of this moment, or on what the visitor did with a campaign.
 * `value`: texts separated by commas, or a number; of a deed, how often.
 */
export interface ConditionForm {
  fact: TextFact | NumberFact | Deed;
  how: (typeof HOW)[number];
  value: string;
  /** Of a deed: the campaign's id, 0 = this one; and within how many days. */
  campaign: number;
  days: string;
}
export interface ConditionGroupForm {
  mode: (typeof GROUP_KINDS)[number];
  conditions: ConditionForm[];
}

export const EMPTY_CONDITION: ConditionForm = { fact: "path", how: "starts", value: "", campaign: 0, days: "30" };
export const MOST_CONDITIONS = 10;
export const MOST_GROUPS = 5;
/** A star costs the shopper's browser time when it does not match. */
const MOST_STARS = 3;

export const isDeed = (fact: ConditionForm["fact"]): fact is Deed => DEEDS.some((one) => one === fact);
/** Whether the fact is compared with a number. */
export const isNumber = (fact: ConditionForm["fact"]): fact is NumberFact | Deed =>
  isDeed(fact) || NUMBER_FACTS.some((one) => one === fact);

/** What is in the cart: asked for as a whole, between the bars that part it. */
const CARRIED = ["products", "types", "vendors"] as const satisfies readonly TextFact[];
export const isCarried = (fact: ConditionForm["fact"]): boolean => CARRIED.some((one) => one === fact);

/** Whether the fact is a path of the shop. */
export const isPath = (fact: ConditionForm["fact"]) => fact === "path" || fact === "landing";

/** Compared in small letters; paths in their normal form. */
const valuesOf = ({ fact, value }: Pick<ConditionForm, "fact" | "value">) =>
  value
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== "")
    .map((one) => (isPath(fact) ? writtenPath(one) : one));

export const WEEKDAYS = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const;

const conditionSchema = z
  .object({
    fact: z.enum([...TEXT_FACTS, ...NUMBER_FACTS, ...DEEDS]),
    how: z.enum(HOW),
    value: text("The value", 500),
    campaign: z.number().int().min(0).max(2_147_483_647),
    days: z.string(),
  })
  .superRefine(({ fact, how, value, days }, context) => {
    const complain = (message: string, field = "value") => context.addIssue({ code: "custom", path: [field], message });
    const values = valuesOf({ fact, value });
    if (isNumber(fact) !== (how === "least" || how === "less")) complain("Choose how to compare.");
    else if (isDeed(fact)) {
      if (!/^[1-9]$/.test(value)) complain(`Write a number from 1 to ${MOST_TIMES}.`);
      if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > 365) complain("Choose between 1 and 365 days.", "days");
    } else if (fact === "hour") {
      if (!/^\d{1,2}$/.test(value) || Number(value) > 24) complain("Write an hour from 0 to 24.");
    } else if (isNumber(fact)) {
      if (!/^\d{1,7}$/.test(value)) complain("Write a whole number.");
    } else if (values.length === 0 || values.length > 20) complain("Write 1 to 20 texts, separated by commas.");
    else if (isPath(fact) && how !== "has" && !values.every((one) => /^[/*]/.test(one)))
      complain("A path of your shop begins with a slash, such as /collections/tea.");
    else if (fact === "day" && (how !== "is" || !values.every((one) => Object.hasOwn(WEEKDAYS, one))))
      complain(`Choose “is”, and write days as ${Object.keys(WEEKDAYS).join(", ")}.`);
    else if (isCarried(fact) && how !== "is") complain("Choose “is”.");
    else if (isCarried(fact) && values.some((one) => one.includes("|"))) complain("Leave out the bar: |");
    else if (how === "like" && values.some((one) => one.split("*").length > MOST_STARS + 1))
      complain(`Use at most ${MOST_STARS} stars in a text.`);
  }) satisfies z.ZodType<unknown, ConditionForm>;

export const groupSchema = z.object({
  mode: z.enum(GROUP_KINDS),
  conditions: z
    .array(conditionSchema)
    .min(1, "Add a condition, or remove the group.")
    .max(MOST_CONDITIONS, `Use at most ${MOST_CONDITIONS} conditions in a group.`),
}) satisfies z.ZodType<unknown, ConditionGroupForm>;

type ParsedCondition = z.output<typeof conditionSchema>;

function conditionOf({ fact, how, value, campaign, days }: ParsedCondition): OwnCondition {
  const compared = how === "less" ? how : "least";
  if (isDeed(fact)) return ["past", [campaign, fact, compared, Number(value), Number(days)]];
  if (isNumber(fact)) return ["number", [fact, compared, Number(value)]];
  if (isCarried(fact)) return ["text", [fact, "has", valuesOf({ fact, value }).map((one) => `|${one}|`)]];
  return ["text", [fact, how === "least" || how === "less" ? "is" : how, valuesOf({ fact, value })]];
}

/** The group as a version keeps it. */
export const groupOf = ({ mode, conditions }: z.output<typeof groupSchema>): ConditionGroup<OwnCondition> => [
  mode,
  conditions.map(conditionOf),
];

function conditionFormOf([kind, value]: OwnCondition): ConditionForm {
  if (kind === "number") return { ...EMPTY_CONDITION, fact: value[0], how: value[1], value: String(value[2]) };
  if (kind === "text") {
    const carried = isCarried(value[0]);
    const values = carried ? value[2].map((one) => one.slice(1, -1)) : value[2];
    return { ...EMPTY_CONDITION, fact: value[0], how: carried ? "is" : value[1], value: values.join(", ") };
  }
  const [campaign, fact, how, times, days] = value;
  return { fact, how, value: String(times), campaign, days: String(days) };
}

/** The form that shows a saved group. */
export const groupFormOf = ([mode, conditions]: ConditionGroup<OwnCondition>): ConditionGroupForm => ({
  mode,
  conditions: conditions.map(conditionFormOf),
});
