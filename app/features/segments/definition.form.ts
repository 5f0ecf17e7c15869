import { z } from "zod";
import { tags, text } from "#app/contract/form-fields.ts";
import { ACTS, GROUPS, PATH_TESTS, type Act, type Bound } from "#app/core/segments/condition.ts";
import { parseDecimal } from "#app/core/shared/money.ts";
import { rootOf, writtenPath } from "#app/core/targeting/written-path.ts";

/** What a condition is about, as the merchant chooses it. */
export const SUBJECTS = [
  "customer",
  "firstSeen",
  "lastSeen",
  "visits",
  "viewed",
  "viewedProduct",
  "viewedCollection",
  "viewedType",
  "viewedVendor",
  "viewedTag",
  ...ACTS,
  "orders",
  "spent",
  "average",
  "boughtType",
  "boughtVendor",
  "boughtTag",
  "everOrdered",
  "everSpent",
  "lastOrder",
  "converted",
  "member",
  "tagged",
  "subscribed",
  "attribute",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One condition as the browser holds and posts it: flat, every field present, whatever its subject. */
export interface RuleConditionForm {
  subject: Subject;
  bound: Bound;
  when: "within" | "before";
  path: (typeof PATH_TESTS)[number];
  /** A path, an attribute's name, a tag, a product's type or vendor. */
  text: string;
  /** An attribute's value. */
  value: string;
  /** How often, how many hours; money in whole units of the shop's currency, with decimals. */
  amount: string;
  /** Empty = ever. */
  days: string;
  /** 0 = any. */
  campaign: number;
  /** A product's number; empty = any, where any makes sense. */
  product: string;
  /** A collection's number. */
  collection: string;
  segment: number;
}
export interface RuleGroupForm {
  mode: (typeof GROUPS)[number];
  conditions: RuleConditionForm[];
}
export interface SegmentForm {
  name: string;
  description: string;
  /** Separated by commas. */
  tags: string;
  /** Whether all or any of the groups must hold. */
  mode: "all" | "any";
  groups: RuleGroupForm[];
}

export const EMPTY_RULE_CONDITION: RuleConditionForm = {
  subject: "visits",
  bound: "least",
  when: "within",
  path: "starts",
  text: "",
  value: "",
  amount: "1",
  days: "30",
  campaign: 0,
  product: "",
  collection: "",
  segment: 0,
};
export const EMPTY_SEGMENT: SegmentForm = {
  name: "",
  description: "",
  tags: "",
  mode: "all",
  groups: [{ mode: "all", conditions: [EMPTY_RULE_CONDITION] }],
};
export const MOST_RULE_GROUPS = 10;
export const MOST_IN_GROUP = 10;

export const isAct = (subject: Subject): subject is Act => ACTS.some((act) => act === subject);
export const MONEY: ReadonlySet<Subject> = new Set(["spent", "average", "everSpent"]);

/** The fields that a subject's condition asks for. */
export const fieldsOf = (subject: Subject): ReadonlySet<keyof RuleConditionForm> => new Set(FIELDS[subject]);
const COUNTED = ["bound", "amount", "days"] as const;
const FIELDS: Readonly<Record<Subject, readonly (keyof RuleConditionForm)[]>> = {
  customer: [],
  firstSeen: ["when", "days"],
  lastSeen: ["when", "days"],
  visits: COUNTED,
  viewed: ["path", "text", ...COUNTED],
  viewedProduct: ["product", ...COUNTED],
  viewedCollection: ["collection", ...COUNTED],
  viewedType: ["text", ...COUNTED],
  viewedVendor: ["text", ...COUNTED],
  viewedTag: ["text", ...COUNTED],
  saw: ["campaign", ...COUNTED],
  clicked: ["campaign", ...COUNTED],
  engaged: ["campaign", ...COUNTED],
  submitted: ["campaign", ...COUNTED],
  dismissed: ["campaign", ...COUNTED],
  orders: ["product", ...COUNTED],
  spent: ["product", ...COUNTED],
  average: ["product", ...COUNTED],
  boughtType: ["text", ...COUNTED],
  boughtVendor: ["text", ...COUNTED],
  boughtTag: ["text", ...COUNTED],
  everOrdered: ["bound", "amount"],
  everSpent: ["bound", "amount"],
  lastOrder: ["when", "days"],
  converted: ["campaign", "days"],
  member: ["segment", "bound", "amount"],
  tagged: ["text"],
  subscribed: [],
  attribute: ["text", "value"],
};
/** What somebody who left the text empty is told. */
const MISSING_TEXT: Readonly<Partial<Record<Subject, string>>> = {
  viewed: "Write a path, such as /products/, or a part of one.",
  attribute: "Name the attribute.",
  tagged: "Name the tag.",
  viewedTag: "Name the tag.",
  viewedType: "Name the product type.",
  viewedVendor: "Name the vendor.",
  boughtTag: "Name the tag.",
  boughtType: "Name the product type.",
  boughtVendor: "Name the vendor.",
};

const isNumber = (written: string) => /^[1-9]\d{0,14}$/.test(written);
const id = z.number().int().min(0).max(2_147_483_647);
const conditionSchema = z
  .object({
    subject: z.enum(SUBJECTS),
    bound: z.enum(["least", "less"]),
    when: z.enum(["within", "before"]),
    path: z.enum(PATH_TESTS),
    text: text("The text", 200),
    value: text("The value", 200),
    amount: z.string().max(20),
    days: z.string().max(10),
    campaign: id,
    product: z.string().max(200),
    collection: z.string().max(200),
    segment: id,
  })
  .superRefine(({ subject, days, amount, product, collection, text: written, value, segment }, context) => {
    const fields = fieldsOf(subject);
    const demand = (field: keyof RuleConditionForm, valid: boolean, message: string) => {
      if (fields.has(field) && !valid) context.addIssue({ code: "custom", path: [field], message });
    };
    demand(
      "days",
      days === "" || (/^\d{1,4}$/.test(days) && Number(days) >= 1),
      "Choose 1 to 9999 days, or leave it empty for ever.",
    );
    if (subject === "firstSeen" || subject === "lastSeen" || subject === "lastOrder")
      demand("days", days !== "", "Say how many days.");
    if (MONEY.has(subject))
      demand("amount", parseDecimal(amount) !== null && !amount.startsWith("-"), "Write an amount, such as 49.90.");
    else if (subject === "member")
      demand("amount", /^\d{1,5}$/.test(amount), "Write whole hours; 0 = as soon as they are members.");
    else demand("amount", /^\d{1,5}$/.test(amount) && Number(amount) >= 1, "Write a whole number of at least 1.");
    const choose = (what: string) => `Choose a ${what}, or write the number at the end of its address in Shopify`;
    if (subject === "viewedProduct") demand("product", isNumber(product), `${choose("product")}.`);
    else demand("product", product === "" || isNumber(product), `${choose("product")}; or leave it empty.`);
    demand("collection", isNumber(collection), `${choose("collection")}.`);
    demand("text", written !== "", MISSING_TEXT[subject] ?? "");
    if (subject === "viewed")
      demand(
        "text",
        rootOf(writtenPath(written)) === "/",
        "Leave out the language's folder: a path counts in each language.",
      );
    demand("value", value !== "", "Write the value.");
    demand("segment", segment > 0, "Choose a segment.");
  }) satisfies z.ZodType<unknown, RuleConditionForm>;

export const segmentSchema = z.object({
  name: text("The name", 120).refine((name) => name !== "", "Give the segment a name."),
  description: text("The description", 500),
  tags,
  mode: z.enum(["all", "any"]),
  groups: z
    .array(
      z.object({
        mode: z.enum(GROUPS),
        conditions: z.array(conditionSchema).min(1, "Add a condition, or remove the group.").max(MOST_IN_GROUP),
      }),
    )
    .min(1, "Add a condition: without one everybody would be a member.")
    .max(MOST_RULE_GROUPS, `Use at most ${MOST_RULE_GROUPS} groups.`),
}) satisfies z.ZodType<unknown, SegmentForm>;

export type ParsedSegment = z.output<typeof segmentSchema>;

/** Where a number is due, one can tell while it is written that it is none. */
const NUMBERS: readonly PropertyKey[] = ["amount", "days"];

/**
 * What is wrong about the numbers as they are written, by path: "groups.0.conditions.1.amount". What is still missing, and
 * what is chosen from a list while one types, is told of when it is saved.
 */
export function wrongNumbers(form: SegmentForm): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { path, message } of segmentSchema.safeParse(form).error?.issues ?? [])
    if (NUMBERS.includes(path.at(-1) ?? "") && valueAt(form, path) !== "") wrong[path.join(".")] ??= message;
  return wrong;
}

/** What stands in the form at that path. */
export const valueAt = (form: SegmentForm, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], form);
