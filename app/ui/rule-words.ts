import type { EnrolmentRule, When } from "#app/core/audiences/enrol.ts";

const BLOCK_WORDS: Record<string, string> = {
  button: "the button",
  code: "the code",
  email: "the e-mail form",
  choice: "the question",
  products: "the products",
};
const ELEMENT_WORDS: Record<string, string> = {
  copy: "copies the code",
  field: "fills in the e-mail field",
  answer: "answers the question",
};
const ENGAGED_WORDS: Record<string, string> = {
  copy: "Copied the code in",
  field: "Filled in the e-mail field in",
  answer: "Answered the question in",
};

/** A block by its name, which is its type and, from the second of a type on, a number. */
function blockInWords(name: string): string {
  const [, type = "", number = ""] = /^([a-z]+)(\d*)$/.exec(name) ?? [];
  const word = BLOCK_WORDS[type] ?? name;
  return number === "" ? word : `${word} ${number}`;
}

const times = (n: number) => (n === 1 ? "" : n === 2 ? " twice" : ` ${n} times`);

function whenInWords(when: When, block: string | null): string {
  const where = block === null ? "it" : blockInWords(block);
  switch (when.on) {
    case "click":
      return `clicks ${where}`;
    case "view":
      return `has ${where} in view for ${when.seconds} s`;
    case "engagement":
      return `${ELEMENT_WORDS[when.element] ?? "engages"}${times(when.times)}`;
    case "submit":
      return block?.startsWith("choice") ? "answers the question" : "sends the form";
    case "order":
      return when.products.length === 0 ? "orders" : `orders product ${when.products.join(" or ")}`;
    case "cart":
      return "adds something to the cart";
    case "checkout":
      return "goes to the checkout";
    case "page":
      return `reaches a page that begins with ${when.path}`;
    case "goal":
      return `reaches the goal ${when.name}`;
  }
}

/** A rule as a sentence about the shopper: "clicks the button: joins". */
export function ruleInWords({ when, block, then }: EnrolmentRule<number>): string {
  const action = then.do === "set" ? `${then.name} becomes ${then.value}` : then.do === "add" ? "joins" : "leaves";
  return `${whenInWords(when, block)}: ${action}`;
}

interface Happened {
  readonly kind: string;
  readonly block: string | null;
  readonly detail: string | null;
}

/** An event in words, as a person did it: "Clicked the button in". The campaign's name follows. */
export function eventInWords({ kind, block, detail }: Happened): string {
  const where = block === null ? "" : ` ${blockInWords(block)}`;
  switch (kind) {
    case "click":
      return `Clicked${where} in`;
    case "view":
      return `Had${where} in view for ${detail ?? "some"} s in`;
    case "engagement":
      return ENGAGED_WORDS[detail ?? ""] ?? "Engaged with";
    case "submit":
      return block?.startsWith("choice") ? "Answered the question of" : "Sent the form of";
    case "goal":
      return GOAL_WORDS[detail ?? ""] ?? `Reached ${detail ?? "a goal"} after`;
    case "order":
      return `Placed order ${detail ?? ""} after`;
    case "exposure":
      return "Was due to see";
    case "impression":
      return "Saw";
    case "dismiss":
      return "Closed";
    default:
      return "Met";
  }
}

const GOAL_WORDS: Record<string, string> = {
  cart: "Added to the cart after",
  checkout: "Went to the checkout after",
  page: "Reached the page of",
};
