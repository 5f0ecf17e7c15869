import { z } from "zod";
import {
  ENROLMENT_TRIGGERS,
  GOAL_NAME,
  GOALS,
  MOST_ENGAGEMENTS,
  VIEW_SECONDS,
  type EnrolmentRule,
  type EnrolmentTrigger,
  type When,
} from "#app/core/audiences/enrol.ts";
import { INTERACTIONS, type BlockType } from "#app/core/campaigns/content.ts";
import { writtenPath } from "#app/core/targeting/written-path.ts";
import { audienceSchema, EMPTY_AUDIENCE, type AudienceForm } from "#app/contract/audience.schema.ts";
import { text } from "#app/contract/form-fields.ts";

/** One rule as the browser holds and posts it: flat, every field present. */
export interface RuleForm {
  when: EnrolmentTrigger;
  /** Empty = anywhere in the campaign. */
  block: string;
  seconds: string;
  times: string;
  /** Product ids, separated by commas or spaces; empty = any. */
  products: string;
  path: string;
  /** Of a goal that the theme's code tells of. */
  goal: string;
  action: "add" | "remove" | "set";
  /** Name of the audience to add to; empty = the suggested one. */
  audience: string;
  /** What is said of the audience if the save makes it. */
  newAudience: AudienceForm;
  /** Id of the audience to remove from. */
  removeFrom: number | null;
  attribute: string;
  value: string;
}

export const EMPTY_RULE: RuleForm = {
  when: "click",
  block: "",
  seconds: String(VIEW_SECONDS.usual),
  times: "1",
  products: "",
  path: "",
  goal: "",
  action: "add",
  audience: "",
  newAudience: EMPTY_AUDIENCE,
  removeFrom: null,
  attribute: "",
  value: "",
};

export const MOST_RULES = 20;
export const MAX_AUDIENCE_NAME = 120;

const VERBS: Record<EnrolmentTrigger, string> = {
  click: "Clicked",
  view: "Viewed",
  engagement: "Engaged",
  submit: "Signed up",
  order: "Ordered after",
  cart: "Added to cart after",
  checkout: "Reached checkout after",
  page: "Visited after",
  goal: "Reached a goal after",
};

/** A name that says how somebody came into the audience: what the field is when the merchant leaves it empty. */
export const suggestedAudience = ({ when }: Pick<RuleForm, "when">, campaign: string): string =>
  `${VERBS[when]}: ${campaign.trim()}`.slice(0, MAX_AUDIENCE_NAME).trim();

interface NamedBlock {
  readonly type: BlockType;
  readonly name: string;
}

/** The blocks in which a trigger can happen. */
export function blocksFor<B extends NamedBlock>(when: EnrolmentTrigger, blocks: readonly B[]): B[] {
  return blocks.filter(({ type }) => {
    const can = INTERACTIONS[type];
    if (when === "engagement") return can?.element !== undefined;
    return when === "view" ? can !== undefined : can?.kind === when;
  });
}

/** Whether a trigger can be narrowed to a block. */
export const hasBlock = (when: EnrolmentTrigger): boolean =>
  when === "click" || when === "view" || when === "engagement" || when === "submit";

const number = (value: string, least: number, most: number) =>
  /^\d{1,4}$/.test(value.trim()) && Number(value) >= least && Number(value) <= most;

const productIds = (value: string) => value.split(/[\s,]+/).filter((one) => one !== "");
const isProductId = (value: string) => /^\d{1,16}$/.test(value) && Number(value) <= Number.MAX_SAFE_INTEGER;

export const ruleSchema = z
  .object({
    when: z.enum(ENROLMENT_TRIGGERS),
    block: z.string().regex(/^([a-z]{1,12}\d{0,3})?$/),
    seconds: z.string(),
    times: z.string(),
    products: z.string(),
    path: text("The path", 500).transform((path) => (path === "" ? path : writtenPath(path))),
    goal: text("The goal's name", 40),
    action: z.enum(["add", "remove", "set"]),
    audience: text("The audience's name", MAX_AUDIENCE_NAME),
    newAudience: audienceSchema,
    removeFrom: z.number().int().min(1).max(2_147_483_647).nullable(),
    attribute: text("The attribute", 40),
    value: text("The value", 200),
  })
  .superRefine((rule, context) => {
    const demand = (field: keyof RuleForm, valid: boolean, message: string) => {
      if (!valid) context.addIssue({ code: "custom", path: [field], message });
    };
    const { least, most } = VIEW_SECONDS;
    demand(
      "seconds",
      rule.when !== "view" || number(rule.seconds, least, most),
      `Choose between ${least} and ${most} seconds.`,
    );
    demand(
      "times",
      rule.when !== "engagement" || number(rule.times, 1, MOST_ENGAGEMENTS),
      `Choose between 1 and ${MOST_ENGAGEMENTS} times.`,
    );
    demand(
      "products",
      rule.when !== "order" || (productIds(rule.products).every(isProductId) && productIds(rule.products).length <= 50),
      "Write at most 50 product numbers, separated by commas. Leave empty for any product.",
    );
    demand(
      "path",
      rule.when !== "page" || /^\/[^\s]*$/.test(rule.path),
      "Write the beginning of a path of your shop, such as /pages/thanks.",
    );
    demand(
      "goal",
      rule.when !== "goal" || (GOAL_NAME.test(rule.goal) && !(GOALS as readonly string[]).includes(rule.goal)),
      `Name it with letters, digits, - and _, and not ${GOALS.join(", ")}.`,
    );
    demand("removeFrom", rule.action !== "remove" || rule.removeFrom !== null, "Choose an audience.");
    demand("attribute", rule.action !== "set" || rule.attribute !== "", "Name the attribute.");
    demand("value", rule.action !== "set" || rule.value !== "", "Give the attribute a value.");
  }) satisfies z.ZodType<unknown, RuleForm>;

export type ParsedRule = z.output<typeof ruleSchema>;

/** When the rule applies, of a form that was parsed. `typeOf` gives the type of the block that it names. */
export function whenOf(
  { when, seconds, times, products, path, goal, block }: ParsedRule,
  typeOf: (block: string) => BlockType | undefined,
): When {
  switch (when) {
    case "view":
      return { on: when, seconds: Number(seconds) };
    case "engagement":
      return { on: when, element: INTERACTIONS[typeOf(block) ?? "spacer"]?.element ?? "", times: Number(times) };
    case "order":
      return { on: when, products: productIds(products).map(Number) };
    case "page":
      return { on: when, path };
    case "goal":
      return { on: when, name: goal };
    case "click":
    case "submit":
    case "cart":
    case "checkout":
      return { on: when };
  }
}

/** The form that shows a saved rule. `names` gives the names of audiences by id. */
export function ruleFormOf({ when, block, then }: EnrolmentRule<number>, names: ReadonlyMap<number, string>): RuleForm {
  return {
    ...EMPTY_RULE,
    when: when.on,
    block: block ?? "",
    ...(when.on === "view" ? { seconds: String(when.seconds) } : {}),
    ...(when.on === "engagement" ? { times: String(when.times) } : {}),
    ...(when.on === "order" ? { products: when.products.join(", ") } : {}),
    ...(when.on === "page" ? { path: when.path } : {}),
    ...(when.on === "goal" ? { goal: when.name } : {}),
    action: then.do,
    ...(then.do === "add" ? { audience: names.get(then.segment) ?? "" } : {}),
    ...(then.do === "remove" ? { removeFrom: then.segment } : {}),
    ...(then.do === "set" ? { attribute: then.name, value: then.value } : {}),
  };
}
