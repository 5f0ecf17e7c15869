import { EVER, type Condition, type Definition } from "#app/core/segments/condition.ts";
import { exponentOf, parseDecimal, toMinorUnits } from "#app/core/shared/money.ts";
import { writtenPath } from "#app/core/targeting/written-path.ts";
import {
  EMPTY_RULE_CONDITION,
  isAct,
  type ParsedSegment,
  type RuleConditionForm,
  type RuleGroupForm,
  type SegmentForm,
} from "./definition.form.ts";

/** The rule that the form says; amounts of money become minor units of the shop's currency. */
export const definitionOf = (
  { mode, groups }: Pick<ParsedSegment, "mode" | "groups">,
  currency: string,
): Definition => [
  mode,
  groups.map((group): Definition => [group.mode, group.conditions.map((one) => conditionOf(one, currency))]),
];

function conditionOf(form: ParsedSegment["groups"][number]["conditions"][number], currency: string): Condition {
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
      return ["viewed", [form.path, writtenPath(form.text), bound, amount, days]];
    case "orders":
      return ["ordered", ["count", Number(form.product), bound, amount, days]];
    case "spent":
    case "average": {
      const money = moneyOf(form.amount, currency);
      return ["ordered", [subject === "spent" ? "total" : "average", Number(form.product), bound, money, days]];
    }
    case "viewedProduct":
      return ["viewedThis", ["product", Number(form.product), bound, amount, days]];
    case "viewedCollection":
      return ["viewedThis", ["collection", Number(form.collection), bound, amount, days]];
    case "viewedType":
    case "viewedVendor":
    case "viewedTag":
      return ["viewedOf", [LIKENESS[subject], form.text.toLowerCase(), bound, amount, days]];
    case "boughtType":
    case "boughtVendor":
    case "boughtTag":
      return ["boughtOf", [LIKENESS[subject], form.text.toLowerCase(), bound, amount, days]];
    case "everOrdered":
      return ["lifetime", ["orders", bound, amount]];
    case "everSpent":
      return ["lifetime", ["spent", bound, moneyOf(form.amount, currency)]];
    case "tagged":
      return ["tagged", form.text.toLowerCase()];
    case "subscribed":
      return ["subscribed", null];
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

const LIKENESS = {
  viewedType: "type",
  viewedVendor: "vendor",
  viewedTag: "tag",
  boughtType: "type",
  boughtVendor: "vendor",
  boughtTag: "tag",
} as const;
const LIKENESS_SUBJECT = {
  viewedOf: { type: "viewedType", vendor: "viewedVendor", tag: "viewedTag" },
  boughtOf: { type: "boughtType", vendor: "boughtVendor", tag: "boughtTag" },
} as const;

const moneyOf = (decimal: string, currency: string): number =>
  Number(toMinorUnits(parseDecimal(decimal) ?? 0n, currency));
const decimalOf = (minor: number, currency: string): string => {
  const digits = exponentOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
};

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
      return {
        subject: sum === "count" ? "orders" : sum === "total" ? "spent" : "average",
        product: product === 0 ? "" : String(product),
        bound,
        amount: sum === "count" ? String(amount) : decimalOf(amount, currency),
        days: ever(days),
      };
    }
    case "viewedThis": {
      const [what, thing, bound, times, days] = value;
      const subject = what === "product" ? "viewedProduct" : "viewedCollection";
      return { subject, [what]: String(thing), bound, amount: String(times), days: ever(days) };
    }
    case "viewedOf":
    case "boughtOf": {
      const [by, written, bound, times, days] = value;
      return { subject: LIKENESS_SUBJECT[kind][by], text: written, bound, amount: String(times), days: ever(days) };
    }
    case "lifetime": {
      const [sum, bound, amount] = value;
      return sum === "orders"
        ? { subject: "everOrdered", bound, amount: String(amount) }
        : { subject: "everSpent", bound, amount: decimalOf(amount, currency) };
    }
    case "tagged":
      return { subject: kind, text: value };
    case "subscribed":
      return { subject: kind };
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
