import { Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { boundsOf, takesSelector, TRIGGER_KINDS, type TriggerKind } from "#app/core/triggers/trigger.ts";
import { TRIGGER_WORDS } from "#app/core/triggers/words.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { CardProps } from "./screens.ts";
import { EMPTY_TRIGGER, MAX_SELECTOR, MOST_TRIGGERS, newTrigger, type TriggerForm } from "./trigger.form.ts";

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
  const words = TRIGGER_WORDS[kind];
  const bounds = boundsOf(kind);
  return (
    <FormLayout>
      <FormLayout.Group>
        <Select
          label={`Trigger${number}`}
          options={TRIGGER_KINDS.map((one) => ({ value: one, label: TRIGGER_WORDS[one].title }))}
          helpText={bounds || takesSelector(kind) ? undefined : words.help}
          value={kind}
          onChange={(next) => change(newTrigger(next as TriggerKind))}
        />
        {bounds && (
          <TextField
            label={words.label}
            type="number"
            min={bounds.least}
            max={bounds.most}
            suffix={words.unit}
            value={value}
            error={error}
            autoComplete="off"
            onChange={(next) => change({ kind, value: next })}
          />
        )}
        {takesSelector(kind) && (
          <TextField
            label={words.label}
            helpText={words.help}
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
