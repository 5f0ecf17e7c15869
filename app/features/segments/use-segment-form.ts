import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { definitionInWords } from "#app/ui/definition-words.ts";
import type { Sight } from "#app/core/segments/condition.ts";
import type { Suggestion } from "#app/ui/suggestion.ts";
import { formatMoney } from "#app/ui/format.ts";
import { useSavedForm } from "#app/ui/use-saved-form.tsx";
import { COUNT_PATH } from "./counting.ts";
import { segmentSchema, valueAt, wrongNumbers, type SegmentForm } from "./definition.form.ts";
import { definitionOf } from "./definition-of-form.ts";
import type { RuleChoices, SegmentAnswer } from "./screens.ts";

/** A pause in typing, after which the people are counted. */
const PAUSE_MS = 400;

/**
 * The state of a rule that is being written: what it says, how many people it describes, and how saving it went. Of one
 * that is `kept` already the number is known, until it is changed.
 */
export function useSegmentForm(saved: SegmentForm, choices: RuleChoices, { kept }: { readonly kept: boolean }) {
  const state = useSavedForm<SegmentForm, SegmentAnswer>(saved, {
    said: () => "Segment saved",
    // Whoever made one goes to its page.
    isSaving: () => kept,
    isAsSent: (field, form, sent) => valueAt(form, field.split(".")) === valueAt(sent, field.split(".")),
  });
  const { form, done } = state;
  /** What the products and collections are called that were chosen here. */
  const [named, setNamed] = useState(choices.named);
  const counting = useFetcher<{ count: number | null }>();
  const { submit } = counting;
  const rule = ruleOf(form);
  const isKnown = kept && rule === ruleOf(saved);
  useEffect(() => {
    if (isKnown) return;
    const timer = setTimeout(() => {
      submit(rule, { method: "post", encType: "application/json", action: COUNT_PATH });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [rule, isKnown, submit]);

  const parsed = segmentSchema.pick({ mode: true, groups: true }).safeParse(form);
  const nameIn = (list: RuleChoices["campaigns"]) => (id: number) => list.find((one) => one.id === id)?.name ?? "…";
  const titleOf = (what: Sight, id: number) => named[what].find((one) => one.value === String(id))?.label;
  return {
    ...state,
    named,
    learn: (what: Sight, chosen: Suggestion) =>
      setNamed((before) => ({ ...before, [what]: [...before[what], chosen] })),
    errors: { ...wrongNumbers(form), ...state.errors },
    savedId: done ? done.id : null,
    /** Undefined while it is being counted; "known" where the page says it already. */
    count: isKnown ? ("known" as const) : counting.state === "idle" ? counting.data?.count : undefined,
    sentence: parsed.success
      ? definitionInWords(definitionOf(parsed.data, choices.currency), {
          campaign: nameIn(choices.campaigns),
          segment: nameIn(choices.segments),
          product: (id) => titleOf("product", id) ?? `product ${id}`,
          collection: (id) => titleOf("collection", id) ?? String(id),
          money: (amount) => formatMoney(String(amount), choices.currency),
        })
      : null,
  };
}

const ruleOf = ({ mode, groups }: SegmentForm) => JSON.stringify({ mode, groups });
