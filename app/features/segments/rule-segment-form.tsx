import { Banner, Text } from "@shopify/polaris";
import { formatDay, formatNumberOf } from "#app/ui/format.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { SavedFormBar } from "#app/ui/use-saved-form.tsx";
import { AboutFields } from "./about-fields.tsx";
import { RuleBuilder } from "./rule-builder.tsx";
import type { RuleChoices } from "./screens.ts";
import type { useSegmentForm } from "./use-segment-form.ts";

interface Props {
  readonly state: ReturnType<typeof useSegmentForm>;
  readonly choices: RuleChoices;
}

/** Who belongs into a segment: its name, its rule, what the rule says and how many it describes. */
export function RuleSegmentForm({ state, choices }: Props) {
  const { form, change, errors, refused, count, sentence, named, learn } = state;
  return (
    <>
      <SavedFormBar id="segment-save-bar" form={state} />
      {refused && Object.values(errors).some(Boolean) && (
        <Banner tone="critical" title="The segment was not saved">
          <p>{errors["form"] ?? "Look at what is marked below."}</p>
        </Banner>
      )}
      <AboutFields about={form} errors={errors} example="Tea lovers" change={change} />
      <TitledCard title="Who belongs">
        <RuleBuilder form={form} choices={choices} named={named} learn={learn} errors={errors} change={change} />
      </TitledCard>
      <TitledCard title="In words" gap="100">
        <Text as="p">{sentence === null ? "A condition is not complete yet." : `Everybody who ${sentence}.`}</Text>
        {count !== "known" && (
          <Text as="p" tone="subdued">
            <span aria-live="polite">{counted(sentence === null ? null : count)}</span>
          </Text>
        )}
        <Text as="p" tone="subdued">
          Visits and clicks are known since {formatDay(choices.since)}, orders since {formatDay(choices.ordersSince)}.
          What Shopify counts of a customer goes back further.
        </Text>
      </TitledCard>
    </>
  );
}

function counted(count: number | null | undefined): string {
  if (count === undefined) return "Counting…";
  if (count === null) return "Complete it to see how many people it describes.";
  return `${formatNumberOf(count, "person", "people")} now.`;
}
