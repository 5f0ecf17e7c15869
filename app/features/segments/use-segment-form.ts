import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { definitionInWords } from "#app/ui/definition-words.ts";
import type { Sight } from "#app/core/segments/condition.ts";
import type { Suggestion } from "#app/ui/suggestion.ts";
import { formatMoney } from "#app/ui/format.ts";
import { COUNT_PATH } from "./counting.ts";
import { segmentSchema, valueAt, wrongNumbers, type SegmentForm } from "./definition.form.ts";
import { definitionOf } from "./definition-of-form.ts";
import type { RuleChoices, SegmentAnswer } from "./screens.ts";

/** A pause in typing, after which the people are counted. */
const PAUSE_MS = 400;

/** The state of a rule that is being written: what it says, how many people it describes, and how saving it went. */
export function useSegmentForm(saved: SegmentForm, choices: RuleChoices) {
  const [form, setForm] = useState(saved);
  /** What was posted last: of a field that was changed since, the answer says nothing. */
  const [sent, setSent] = useState(saved);
  const saving = useFetcher<SegmentAnswer>();
  const counting = useFetcher<{ count: number | null }>();
  /** What the products and collections are called that were chosen here. */
  const [named, setNamed] = useState(choices.named);
  const shopify = useAppBridge();
  const { submit } = counting;
  const rule = JSON.stringify({ mode: form.mode, groups: form.groups });
  useEffect(() => {
    const timer = setTimeout(() => {
      submit(rule, { method: "post", encType: "application/json", action: COUNT_PATH });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [rule, submit]);
  const answer = saving.data;
  const done = saving.state === "idle" && answer?.ok === true;
  useEffect(() => {
    if (done) shopify.toast.show("Segment saved");
  }, [done, shopify]);

  const refusals =
    answer?.ok === false
      ? Object.fromEntries(
          Object.entries(answer.errors).filter(
            ([field]) => valueAt(form, field.split(".")) === valueAt(sent, field.split(".")),
          ),
        )
      : {};
  const parsed = segmentSchema.pick({ mode: true, groups: true }).safeParse(form);
  const nameIn = (list: RuleChoices["campaigns"]) => (id: number) => list.find((one) => one.id === id)?.name ?? "…";
  const titleOf = (what: Sight, id: number) => named[what].find((one) => one.value === String(id))?.label;
  return {
    form,
    change: (part: Partial<SegmentForm>) => setForm((before) => ({ ...before, ...part })),
    named,
    learn: (what: Sight, chosen: Suggestion) =>
      setNamed((before) => ({ ...before, [what]: [...before[what], chosen] })),
    discard: () => setForm(saved),
    dirty: JSON.stringify(form) !== JSON.stringify(saved),
    busy: saving.state !== "idle",
    save: () => {
      setSent(form);
      saving.submit(JSON.stringify(form), { method: "post", encType: "application/json" });
    },
    refused: answer?.ok === false && saving.state === "idle",
    errors: { ...wrongNumbers(form), ...refusals },
    savedId: done ? answer.id : null,
    /** Undefined while it is not known. */
    count: counting.state === "idle" ? counting.data?.count : undefined,
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
