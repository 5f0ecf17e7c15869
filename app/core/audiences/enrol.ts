/**
 * The attribution settings of a campaign: *when* a shopper interacts so, *then* this happens. The browser asks at once,
 * the server when it stores the event; both ask here.
 */
export const ENROLMENT_TRIGGERS = [
  "click",
  "view",
  "engagement",
  "submit",
  "order",
  "cart",
  "checkout",
  "page",
  "goal",
] as const;
export type EnrolmentTrigger = (typeof ENROLMENT_TRIGGERS)[number];

/** Goals that the storefront finds by itself. An order is one too, but Shopify tells of it. */
export const GOALS = ["cart", "checkout", "page"] as const;
/** The name of a goal that the theme's code tells of (`Throughline.track`), which is none of GOALS. */
export const GOAL_NAME = /^[\w-]{1,40}$/;

export const VIEW_SECONDS = { least: 1, most: 120, usual: 3 } as const;
export const MOST_ENGAGEMENTS = 100;

export type When =
  | { readonly on: "click" | "submit" | "cart" | "checkout" }
  /** Visible for so many seconds of one visit. */
  | { readonly on: "view"; readonly seconds: number }
  /** The `times`-th engagement with this element, and each later one. */
  | { readonly on: "engagement"; readonly element: string; readonly times: number }
  /** Of any of these products; empty = any order. */
  | { readonly on: "order"; readonly products: readonly number[] }
  /** A page whose path begins so. */
  | { readonly on: "page"; readonly path: string }
  /** The theme's code tells of it. */
  | { readonly on: "goal"; readonly name: string };

export type Then<Segment> =
  | { readonly do: "add" | "remove"; readonly segment: Segment }
  /** Sets an attribute of the profile. */
  | { readonly do: "set"; readonly name: string; readonly value: string };

export interface EnrolmentRule<Segment> {
  readonly when: When;
  /** One variant of the content; null = any. */
  readonly variant: string | null;
  /** One block of the content; null = anywhere in the campaign. */
  readonly block: string | null;
  readonly then: Then<Segment>;
}

/** What of an event the rules look at. */
export interface Interaction {
  readonly kind: string;
  readonly variant: string;
  readonly block?: string | undefined;
  readonly element?: string | undefined;
  /** With a view: the threshold that was reached. */
  readonly seconds?: number | undefined;
  readonly goal?: string | undefined;
}

const concerns = (rule: EnrolmentRule<unknown>, { variant, block }: Interaction): boolean =>
  (rule.variant === null || rule.variant === variant) && (rule.block === null || rule.block === block);

/** Whether an event is of the kind that a rule waits for, whatever the history it may ask for besides. */
export function meets(rule: EnrolmentRule<unknown>, event: Interaction): boolean {
  const { when } = rule;
  switch (when.on) {
    case "click":
    case "submit":
      return event.kind === when.on && concerns(rule, event);
    case "view":
      // Each threshold that a version names is an event of its own, so a longer view has told the shorter one before.
      return event.kind === "view" && event.seconds === when.seconds && concerns(rule, event);
    case "engagement":
      return event.kind === "engagement" && event.element === when.element && concerns(rule, event);
    case "cart":
    case "checkout":
    case "page":
    case "goal":
      return event.kind === "goal" && event.goal === goalOf(when);
    case "order":
      return false;
  }
}

/** The goal that a rule waits for, as its event names it; undefined = it waits for something else. */
export const goalOf = (when: When): string | undefined =>
  when.on === "goal" ? when.name : GOALS.find((goal) => goal === when.on);

/** Whether a rule can be judged by the event alone; if not, core/audiences/history looks at what was stored before. */
export const needsHistory = ({ when }: EnrolmentRule<unknown>): boolean =>
  goalOf(when) !== undefined || (when.on === "engagement" && when.times > 1);

/** What an event asks for by itself. */
export const effectsOf = <Segment>(event: Interaction, rules: readonly EnrolmentRule<Segment>[]): Then<Segment>[] =>
  rules.filter((rule) => !needsHistory(rule) && meets(rule, event)).map((rule) => rule.then);

/** What an order with these ordered products asks for of a campaign that it converts. */
export const effectsOfOrder = <Segment>(
  { variant, products }: { readonly variant: string; readonly products: ReadonlySet<number> },
  rules: readonly EnrolmentRule<Segment>[],
): Then<Segment>[] =>
  rules
    .filter(
      ({ when, variant: only }) =>
        when.on === "order" &&
        (only === null || only === variant) &&
        (when.products.length === 0 || when.products.some((id) => products.has(id))),
    )
    .map((rule) => rule.then);
