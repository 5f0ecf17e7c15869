import { z } from "zod";
import { text } from "#app/contract/form-fields.ts";
import {
  boundsOf,
  takesSelector,
  TRIGGER_KINDS,
  type Trigger,
  type TriggerKind,
  type TriggerPart,
} from "#app/core/triggers/trigger.ts";

/** One trigger as the browser holds and posts it. `value` is its number or selector; empty where it has none. */
export interface TriggerForm {
  kind: TriggerKind;
  value: string;
}

export const EMPTY_TRIGGER: TriggerForm = { kind: "delay", value: "5" };

export const MAX_SELECTOR = 120;

/** Of what a merchant combines. */
export const MOST_TRIGGERS = 4;

export const newTrigger = (kind: TriggerKind): TriggerForm => ({ kind, value: String(boundsOf(kind)?.usual ?? "") });

export const triggerSchema = z
  .object({ kind: z.enum(TRIGGER_KINDS), value: text("The element", MAX_SELECTOR) })
  .superRefine(({ kind, value }, context) => {
    const complain = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
    const bounds = boundsOf(kind);
    if (bounds && !isWithin(value, bounds))
      complain(`Choose a whole number between ${bounds.least} and ${bounds.most}.`);
    if (takesSelector(kind) && !/^[\w\s.#\-[\]="':>~*^$()]+$/.test(value))
      complain("Write a CSS selector, such as #size-guide or .menu a.");
  }) satisfies z.ZodType<unknown, TriggerForm>;

const isWithin = (value: string, { least, most }: { readonly least: number; readonly most: number }) =>
  /^\d{1,6}$/.test(value.trim()) && Number(value) >= least && Number(value) <= most;

/** The trigger as a version keeps it. Cart values are whole units of the shop's currency. */
export function triggerOf(forms: readonly TriggerForm[], mode: "any" | "all"): Trigger {
  const parts = forms.map(partOf);
  return parts.length === 1 && parts[0] ? parts[0] : [mode, parts];
}

/** The table says what a kind has; the compiler can't follow it there. */
const partOf = ({ kind, value }: TriggerForm): TriggerPart =>
  (boundsOf(kind) ? [kind, Number(value)] : takesSelector(kind) ? [kind, value] : [kind]) as TriggerPart;

export const triggerFormOf = ([kind, value]: TriggerPart): TriggerForm => ({
  kind,
  value: value === undefined ? "" : String(value),
});
