import { z } from "zod";
import { text } from "#app/contract/form-fields.ts";
import { TRIGGER_KINDS, type Trigger, type TriggerKind, type TriggerPart } from "#app/core/triggers/trigger.ts";

/** One trigger as the browser holds and posts it. `value` is its number or selector; empty where it has none. */
export interface TriggerForm {
  kind: TriggerKind;
  value: string;
}

export const EMPTY_TRIGGER: TriggerForm = { kind: "delay", value: "5" };

interface Parameter {
  readonly label: string;
  readonly usual: string;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** The triggers with a number: its bounds, and how the form asks for it. */
export const PARAMETERS: Readonly<Partial<Record<TriggerKind, Parameter>>> = {
  delay: { label: "Seconds to wait", usual: "5", least: 1, most: 600, unit: "seconds" },
  scroll: { label: "How far down", usual: "50", least: 1, most: 100, unit: "% of the page" },
  idle: { label: "How long", usual: "20", least: 3, most: 600, unit: "seconds" },
  pages: { label: "From which page of the visit", usual: "2", least: 2, most: 50, unit: "th page" },
  cart: { label: "Cart value", usual: "50", least: 1, most: 100_000, unit: "in the shop's currency" },
};
export const MAX_SELECTOR = 120;

const isNumber = (value: string, { least, most }: Parameter) =>
  /^\d{1,6}$/.test(value.trim()) && Number(value) >= least && Number(value) <= most;

export const triggerSchema = z
  .object({ kind: z.enum(TRIGGER_KINDS), value: text("The element", MAX_SELECTOR) })
  .superRefine(({ kind, value }, context) => {
    const complain = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
    const parameter = PARAMETERS[kind];
    if (parameter && !isNumber(value, parameter))
      complain(`Choose a whole number between ${parameter.least} and ${parameter.most}.`);
    if (kind === "click" && !/^[\w\s.#\-[\]="':>~*^$()]+$/.test(value))
      complain("Write a CSS selector, such as #size-guide or .menu a.");
  }) satisfies z.ZodType<unknown, TriggerForm>;

/** The trigger as a version keeps it. Cart values are whole units of the shop's currency. */
export function triggerOf(forms: readonly TriggerForm[], mode: "any" | "all"): Trigger {
  const parts = forms.map(partOf);
  return parts.length === 1 && parts[0] ? parts[0] : [mode, parts];
}

function partOf({ kind, value }: TriggerForm): TriggerPart {
  switch (kind) {
    case "load":
    case "exit":
    case "added":
      return [kind];
    case "click":
      return [kind, value];
    case "delay":
    case "scroll":
    case "idle":
    case "pages":
    case "cart":
      return [kind, Number(value)];
  }
}

export const triggerFormOf = ([kind, value]: TriggerPart): TriggerForm => ({
  kind,
  value: value === undefined ? "" : String(value),
});
