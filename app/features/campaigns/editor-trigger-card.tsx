import { Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import type { TriggerKind } from "#app/core/triggers/trigger.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { CardProps } from "./screens.ts";
import { EMPTY_TRIGGER, MAX_SELECTOR, PARAMETERS, type TriggerForm } from "./trigger.form.ts";

const NAMES: readonly [TriggerKind, string][] = [
  ["load", "As soon as the page has loaded"],
  ["delay", "After a while on the page"],
  ["scroll", "The shopper has scrolled down"],
  ["exit", "The shopper is about to leave"],
  ["idle", "The shopper does nothing for a while"],
  ["click", "The shopper clicks an element"],
  ["added", "The shopper adds something to the cart"],
  ["pages", "The shopper has seen some pages"],
  ["cart", "The cart is worth something"],
];
const MOST_TRIGGERS = 4;

export function TriggerCard({ form, errors, change }: CardProps) {
  const { triggers, triggerMode, surface } = form;
  const replace = (at: number, trigger: TriggerForm | null) =>
    change({ triggers: triggers.flatMap((one, index) => (index !== at ? [one] : trigger ? [trigger] : [])) });
  return (
    <TitledCard title="When it appears">
      {surface === "inline" ? (
        <Text as="p">Inline content stands in the page from the start.</Text>
      ) : (
        <>
          {triggers.length > 1 && (
            <Select
              label="It appears once"
              options={[
                { label: "any of these has happened", value: "any" },
                { label: "all of these have happened", value: "all" },
              ]}
              value={triggerMode}
              onChange={(mode) => change({ triggerMode: mode === "all" ? "all" : "any" })}
            />
          )}
          {triggers.map((trigger, at) => (
            <TriggerFields
              key={at}
              number={triggers.length > 1 ? ` ${at + 1}` : ""}
              trigger={trigger}
              error={errors[`triggers.${at}.value`]}
              change={(next) => replace(at, next)}
              {...(triggers.length > 1 ? { remove: () => replace(at, null) } : {})}
            />
          ))}
          {errors["triggers"] && (
            <Text as="p" tone="critical">
              {errors["triggers"]}
            </Text>
          )}
          {triggers.length < MOST_TRIGGERS && (
            <InlineStack>
              <Button variant="plain" onClick={() => change({ triggers: [...triggers, EMPTY_TRIGGER] })}>
                Add a trigger
              </Button>
            </InlineStack>
          )}
        </>
      )}
      <FormLayout>
        <TextField
          label="Priority"
          type="number"
          min={1}
          max={100}
          helpText="One overlay shows on a page, one campaign in a placement. Where several could, the highest number wins."
          value={form.priority}
          error={errors["priority"]}
          autoComplete="off"
          onChange={(priority) => change({ priority })}
        />
      </FormLayout>
    </TitledCard>
  );
}

interface FieldsProps {
  readonly number: string;
  readonly trigger: TriggerForm;
  readonly error: string | undefined;
  readonly change: (trigger: TriggerForm) => void;
  readonly remove?: () => void;
}

function TriggerFields({ number, trigger: { kind, value }, error, change, remove }: FieldsProps) {
  const parameter = PARAMETERS[kind];
  return (
    <FormLayout>
      <FormLayout.Group>
        <Select
          label={`Trigger${number}`}
          options={NAMES.map(([one, label]) => ({ value: one, label }))}
          helpText={
            kind === "exit"
              ? "The pointer leaves at the top; on a phone, a fast scroll up or coming back to the tab."
              : undefined
          }
          value={kind}
          onChange={(next) => {
            const one = next as TriggerKind;
            change({ kind: one, value: PARAMETERS[one]?.usual ?? "" });
          }}
        />
        {parameter && (
          <TextField
            label={parameter.label}
            type="number"
            min={parameter.least}
            max={parameter.most}
            suffix={parameter.unit}
            value={value}
            error={error}
            autoComplete="off"
            onChange={(next) => change({ kind, value: next })}
          />
        )}
        {kind === "click" && (
          <TextField
            label="Which element"
            helpText="A CSS selector. The click itself goes its way."
            placeholder="#size-guide"
            value={value}
            error={error}
            maxLength={MAX_SELECTOR}
            autoComplete="off"
            onChange={(next) => change({ kind, value: next })}
          />
        )}
      </FormLayout.Group>
      {remove && (
        <Button variant="plain" tone="critical" onClick={remove}>
          Remove trigger{number}
        </Button>
      )}
    </FormLayout>
  );
}
