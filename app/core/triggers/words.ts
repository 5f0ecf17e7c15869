import type { TriggerKind } from "./trigger.ts";

interface Words {
  /** What the merchant chooses. */
  readonly title: string;
  /** Of its number. */
  readonly label?: string;
  readonly unit?: string;
  readonly help?: string;
}

/** What the editor says of each trigger. */
export const TRIGGER_WORDS: Readonly<Record<TriggerKind, Words>> = {
  load: { title: "As soon as the page has loaded" },
  delay: {
    title: "After a while on the page",
    label: "Seconds to wait",
    unit: "seconds",
  },
  scroll: {
    title: "The shopper has scrolled down",
    label: "How far down",
    unit: "% of the page",
  },
  exit: {
    title: "The shopper is about to leave",
    help: "The pointer leaves at the top; on a phone, a fast scroll up or coming back to the tab.",
  },
  idle: {
    title: "The shopper does nothing for a while",
    label: "How long",
    unit: "seconds",
  },
  click: {
    title: "The shopper clicks an element",
    label: "Which element",
    help: "A CSS selector. The click itself goes its way.",
  },
  added: { title: "The shopper adds something to the cart" },
  pages: {
    title: "The shopper has seen some pages",
    label: "From which page of the visit",
    unit: "th page",
  },
  cart: {
    title: "The cart is worth something",
    label: "Cart value",
    unit: "in the shop's currency",
  },
};

/** What the explanation in the shop says is waited for; the value stands for #. Apart: of the editor's words it needs none. */
export const TRIGGER_EVENTS: Readonly<Record<TriggerKind, string>> = {
  load: "the page",
  delay: "# seconds on the page",
  scroll: "#% of the page scrolled",
  exit: "the shopper leaving",
  idle: "# seconds without a sign of the shopper",
  click: "a click on #",
  added: "something added to the cart",
  pages: "page # of the visit",
  cart: "a cart worth #",
};
