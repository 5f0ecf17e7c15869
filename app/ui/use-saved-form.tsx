import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";

export type FieldErrors = Partial<Record<string, string>>;
type Answer = { readonly ok: true } | { readonly ok: false; readonly errors: FieldErrors };
type Went<A extends Answer> = Extract<A, { ok: true }>;

interface Options<Form, A extends Answer> {
  /** What is posted to save it; the form itself unless told. */
  readonly body?: (form: Form) => object;
  /** What the merchant is told once it went well. */
  readonly said: (answer: Went<A>) => string;
  /** Whether the answer is that to saving; it is unless told. */
  readonly isSaving?: (answer: Went<A>) => boolean;
  /** Whether a field is as it was sent, so that what was said of it still holds. */
  readonly isAsSent?: (field: string, form: Form, sent: Form) => boolean;
}

const alike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const isFieldAsSent = <Form extends object>(field: string, form: Form, sent: Form) => {
  const name = field.split(".")[0] as keyof Form;
  return alike(form[name], sent[name]);
};

/**
 * A form whose saved state comes from the screen's own data. Once it is saved it is what the server made of it (trimmed,
 * say); what was typed meanwhile stays, and is unsaved. What was refused is said of a field until it is changed.
 */
export function useSavedForm<Form extends object, A extends Answer>(
  saved: Form,
  { body = (form) => form, said, isSaving = () => true, isAsSent = isFieldAsSent }: Options<Form, A>,
) {
  const [form, setForm] = useState(saved);
  const [sent, setSent] = useState(saved);
  const [handled, setHandled] = useState<unknown>();
  const fetcher = useFetcher<A>();
  const shopify = useAppBridge();
  const answer = fetcher.data as A | undefined;
  const busy = fetcher.state !== "idle";
  // Only once the screen's own data is loaded again: a navigation that interrupts that would show what was before.
  const done = !busy && answer?.ok ? (answer as Went<A>) : undefined;
  if (done && done !== handled) {
    setHandled(done);
    if (isSaving(done) && alike(form, sent)) setForm(saved);
  }
  const word = done ? said(done) : null;
  useEffect(() => {
    if (word !== null) shopify.toast.show(word);
  }, [done, word, shopify]);
  const errors: FieldErrors =
    answer?.ok === false
      ? Object.fromEntries(Object.entries(answer.errors).filter(([field]) => isAsSent(field, form, sent)))
      : {};
  const post = (json: object) => {
    setSent(form);
    fetcher.submit(JSON.stringify(json), { method: "post", encType: "application/json" });
  };
  return {
    form,
    setForm,
    change: (part: Partial<Form>) => setForm((before) => ({ ...before, ...part })),
    discard: () => setForm(saved),
    dirty: !alike(form, saved),
    busy,
    /** The last one was refused. */
    refused: !busy && answer?.ok === false,
    errors,
    done,
    post,
    save: () => post(body(form)),
  };
}

type Bar = Pick<ReturnType<typeof useSavedForm>, "dirty" | "busy" | "save" | "discard">;

/** Shopify's bar for what is unsaved. */
export function SavedFormBar({
  id,
  form: { dirty, busy, save, discard },
}: {
  readonly id: string;
  readonly form: Bar;
}) {
  return (
    <SaveBar id={id} open={dirty}>
      <button variant="primary" onClick={save} {...(busy ? { loading: "" } : {})}>
        Save
      </button>
      <button onClick={discard}>Discard</button>
    </SaveBar>
  );
}
