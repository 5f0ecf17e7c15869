import { z } from "zod";
import { text } from "#app/contract/form-fields.ts";
import {
  ACTS,
  EVER,
  GROUPS,
  PATH_TESTS,
  type Act,
  type Bound,
  type Condition,
  type Definition,
} from "#app/core/segments/condition.ts";
import { exponentOf, parseDecimal, toMinorUnits } from "#app/core/shared/money.ts";

/** What a condition is about, as the merchant chooses it. */
export const SUBJECTS = [
  "customer",
  "firstSeen",
  "lastSeen",
  "visits",
  "viewed",
  ...ACTS,
  "orders",
  "spent",
  "average",
  "lastOrder",
  "converted",
  "member",
  "attribute",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One condition as the browser holds and posts it: flat, every field present, whatever its subject. */
export interface RuleConditionForm {
  subject: Subject;
  bound: Bound;
  when: "within" | "before";
  path: (typeof PATH_TESTS)[number];
  /** A path, or an attribute's name. */
  text: string;
  /** An attribute's value. */
  value: string;
  /** How often, how many hours; money in whole units of the shop's currency, with decimals. */
  amount: string;
  /** Empty = ever. */
  days: string;
  /** 0 = any. */
  campaign: number;
  /** A product's number; empty = any. */
  product: string;
  segment: number;
}
export interface RuleGroupForm {
  mode: (typeof GROUPS)[number];
  conditions: RuleConditionForm[];
}
export interface SegmentForm {
  name: string;
  description: string;
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
  segment: 0,
};
export const EMPTY_SEGMENT: SegmentForm = {
  name: "",
  description: "",
  mode: "all",
  groups: [{ mode: "all", conditions: [EMPTY_RULE_CONDITION] }],
};
export const MOST_RULE_GROUPS = 10;
export const MOST_IN_GROUP = 10;

const isAct = (subject: Subject): subject is Act => ACTS.some((act) => act === subject);
const MONEY: ReadonlySet<Subject> = new Set(["spent", "average"]);

/** The fields that a subject's condition asks for. */
export const fieldsOf = (subject: Subject): ReadonlySet<keyof RuleConditionForm> => new Set(FIELDS[subject]);
const COUNTED = ["bound", "amount", "days"] as const;
const FIELDS: Readonly<Record<Subject, readonly (keyof RuleConditionForm)[]>> = {
  customer: [],
  firstSeen: ["when", "days"],
  lastSeen: ["when", "days"],
  visits: COUNTED,
  viewed: ["path", "text", ...COUNTED],
  saw: ["campaign", ...COUNTED],
  clicked: ["campaign", ...COUNTED],
  engaged: ["campaign", ...COUNTED],
  submitted: ["campaign", ...COUNTED],
  dismissed: ["campaign", ...COUNTED],
  orders: ["product", ...COUNTED],
  spent: ["product", ...COUNTED],
  average: ["product", ...COUNTED],
  lastOrder: ["when", "days"],
  converted: ["campaign", "days"],
  member: ["segment", "bound", "amount"],
  attribute: ["text", "value"],
};

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
    product: z.string().max(20),
    segment: id,
  })
  .superRefine(({ subject, days, amount, product, text: written, value, segment }, context) => {
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
    demand(
      "product",
      product === "" || /^[1-9]\d{0,15}$/.test(product),
      "Write the number at the end of the product's address, or leave it empty.",
    );
    if (subject === "viewed") demand("text", written !== "", "Write a path, such as /products/, or a part of one.");
    if (subject === "attribute") {
      demand("text", written !== "", "Name the attribute.");
      demand("value", value !== "", "Write the value.");
    }
    demand("segment", segment > 0, "Choose a segment.");
  }) satisfies z.ZodType<unknown, RuleConditionForm>;

export const segmentSchema = z.object({
  name: text("The name", 120).refine((name) => name !== "", "Give the segment a name."),
  description: text("The description", 500),
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

type Parsed = z.output<typeof segmentSchema>;

/** The rule that the form says; amounts of money become minor units of the shop's currency. */
export const definitionOf = ({ mode, groups }: Pick<Parsed, "mode" | "groups">, currency: string): Definition => [
  mode,
  groups.map((group): Definition => [group.mode, group.conditions.map((one) => conditionOf(one, currency))]),
];

function conditionOf(form: Parsed["groups"][number]["conditions"][number], currency: string): Condition {
  const { subject, bound, when } = form;
  const days = form.days === "" ? EVER : Number(form.days);
  const amount = Number(form.amount);
  if (isAct(subject)) return ["did", [subject, form.campaign, bound, amount, days]];
  switch (subject) {
    case "customer":
      return ["customer", null];
    case "firstSeen":
      return ["seen", ["first", when, days]];
    case "lastSeen":
      return ["seen", ["last", when, days]];
    case "visits":
      return ["visits", [bound, amount, days]];
    case "viewed":
      return ["viewed", [form.path, form.text.toLowerCase(), bound, amount, days]];
    case "orders":
      return ["ordered", ["count", Number(form.product), bound, amount, days]];
    case "spent":
    case "average": {
      const money = Number(toMinorUnits(parseDecimal(form.amount) ?? 0n, currency));
      return ["ordered", [subject === "spent" ? "total" : "average", Number(form.product), bound, money, days]];
    }
    case "lastOrder":
      return ["lastOrder", [when, days]];
    case "converted":
      return ["converted", [form.campaign, days]];
    case "member":
      return ["member", [form.segment, bound, amount]];
    case "attribute":
      return ["attribute", [form.text, form.value]];
  }
}

/** The form that shows a saved rule. */
export function groupsOf(rule: Definition, currency: string): Pick<SegmentForm, "mode" | "groups"> {
  const [mode, parts] = rule as readonly [
    "all" | "any",
    readonly (readonly [RuleGroupForm["mode"], readonly Condition[]])[],
  ];
  return {
    mode,
    groups: parts.map(([kind, conditions]) => ({
      mode: kind,
      conditions: conditions.map((one) => ({ ...EMPTY_RULE_CONDITION, ...shown(one, currency) })),
    })),
  };
}

function shown([kind, value]: Condition, currency: string): Partial<RuleConditionForm> {
  const ever = (days: number) => (days >= EVER ? "" : String(days));
  switch (kind) {
    case "customer":
      return { subject: kind };
    case "seen":
      return { subject: value[0] === "first" ? "firstSeen" : "lastSeen", when: value[1], days: ever(value[2]) };
    case "visits":
      return { subject: kind, bound: value[0], amount: String(value[1]), days: ever(value[2]) };
    case "viewed": {
      const [path, written, bound, times, days] = value;
      return { subject: kind, path, text: written, bound, amount: String(times), days: ever(days) };
    }
    case "did": {
      const [act, campaign, bound, times, days] = value;
      return { subject: act, campaign, bound, amount: String(times), days: ever(days) };
    }
    case "ordered": {
      const [sum, product, bound, amount, days] = value;
      const digits = exponentOf(currency);
      return {
        subject: sum === "count" ? "orders" : sum === "total" ? "spent" : "average",
        product: product === 0 ? "" : String(product),
        bound,
        amount: sum === "count" ? String(amount) : (amount / 10 ** digits).toFixed(digits),
        days: ever(days),
      };
    }
    case "lastOrder":
      return { subject: kind, when: value[0], days: ever(value[1]) };
    case "converted":
      return { subject: kind, campaign: value[0], days: ever(value[1]) };
    case "member":
      return { subject: kind, segment: value[0], bound: value[1], amount: String(value[2]) };
    case "attribute":
      return { subject: kind, text: value[0], value: value[1] };
  }
}
