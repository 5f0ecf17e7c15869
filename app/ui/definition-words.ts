import { formatNumberOf } from "./format.ts";
import { EVER, isGroup, type Condition, type Definition } from "#app/core/segments/condition.ts";

/** What a rule's numbers are called on a screen. */
export interface Names {
  readonly campaign: (id: number) => string;
  readonly segment: (id: number) => string;
  readonly product: (id: number) => string;
  readonly collection: (id: number) => string;
  /** Minor units of the shop's currency. */
  readonly money: (amount: number) => string;
}

/** "ordered at least twice", "never ordered". `what` follows the verb. */
function counted(verb: string, what: string, bound: "least" | "less", count: number): string {
  if (bound === "less" && count === 1) return `never ${verb}${what}`;
  const often = count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
  return `${verb}${what} ${bound === "least" ? "at least" : "less than"} ${often}`;
}
const lately = (days: number) =>
  days >= EVER ? "" : days === 1 ? " in the last day" : ` in the last ${formatNumberOf(days, "day")}`;
const PATHS = { is: "", starts: "beginning with ", has: "containing " } as const;
const ACT_WORDS = {
  saw: "saw",
  clicked: "clicked",
  engaged: "engaged with",
  submitted: "sent the form of",
  dismissed: "closed",
} as const;

const LIKE = { type: "products of type", vendor: "products by", tag: "products with tag" } as const;

function conditionInWords([kind, value]: Condition, names: Names): string {
  const campaign = (id: number) => (id === 0 ? "any campaign" : `“${names.campaign(id)}”`);
  switch (kind) {
    case "customer":
      return "is a customer";
    case "seen": {
      const [which, when, days] = value;
      return `was ${which} seen ${when === "within" ? lately(days).trim() : `more than ${formatNumberOf(days, "day")} ago`}`;
    }
    case "visits":
      return `${counted("visited", "", value[0], value[1])}${lately(value[2])}`;
    case "viewed": {
      const [path, text, bound, count, days] = value;
      return `${counted("viewed", ` pages ${PATHS[path]}${text}`, bound, count)}${lately(days)}`;
    }
    case "viewedThis": {
      const [what, id, bound, count, days] = value;
      return `${counted("viewed", ` ${what === "product" ? names.product(id) : `the collection ${names.collection(id)}`}`, bound, count)}${lately(days)}`;
    }
    case "viewedOf": {
      const [by, text, bound, count, days] = value;
      return `${counted("viewed", ` ${LIKE[by]} “${text}”`, bound, count)}${lately(days)}`;
    }
    case "did": {
      const [act, id, bound, count, days] = value;
      return `${counted(ACT_WORDS[act], ` ${campaign(id)}`, bound, count)}${lately(days)}`;
    }
    case "ordered": {
      const [sum, product, bound, amount, days] = value;
      const what = product === 0 ? "" : ` ${names.product(product)}`;
      if (sum === "count") return `${counted("ordered", what, bound, amount)}${lately(days)}`;
      const money = `${bound === "least" ? "at least" : "less than"} ${names.money(amount)}`;
      const orders = product === 0 ? "orders" : `orders with ${names.product(product)}`;
      return sum === "total"
        ? `spent ${money} on ${orders}${lately(days)}`
        : `spent ${money} an order on ${orders}${lately(days)}`;
    }
    case "boughtOf": {
      const [by, text, bound, count, days] = value;
      return `${counted("ordered", ` ${LIKE[by]} “${text}”`, bound, count)}${lately(days)}`;
    }
    case "lastOrder":
      return value[0] === "within"
        ? `ordered${lately(value[1])}`
        : `ordered last more than ${formatNumberOf(value[1], "day")} ago`;
    case "converted":
      return `placed an order after ${campaign(value[0])}${lately(value[1])}`;
    case "member": {
      const [id, bound, hours] = value;
      const since =
        hours === 0 ? "" : ` for ${bound === "least" ? "at least" : "less than"} ${formatNumberOf(hours, "hour")}`;
      return `is in “${names.segment(id)}”${since}`;
    }
    case "tagged":
      return `has the tag “${value}”`;
    case "subscribed":
      return "agreed to marketing by email";
    case "lifetime": {
      const [sum, bound, amount] = value;
      if (sum === "orders") return `${counted("ordered", "", bound, amount)} in all, as Shopify counts`;
      return `spent ${bound === "least" ? "at least" : "less than"} ${names.money(amount)} in all, as Shopify counts`;
    }
    case "attribute":
      return `has ${value[0]} ${value[1]}`;
  }
}

/** A rule as a sentence about a person: "is a customer and ordered at least 2 times". */
export function definitionInWords(definition: Definition, names: Names, inner = false): string {
  if (!isGroup(definition)) return conditionInWords(definition, names);
  const [kind, parts] = definition;
  const words = parts.map((part) => definitionInWords(part, names, parts.length > 1));
  const said = words.join(kind === "all" ? " and " : " or ");
  if (kind === "none") return words.length === 1 ? `not: ${said}` : `neither: ${said}`;
  return inner && words.length > 1 ? `(${said})` : said;
}
