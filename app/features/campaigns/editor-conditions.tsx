import { BlockStack, Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { EMPTY_CONDITION, isNumber, MOST_CONDITIONS, type ConditionForm } from "./condition.form.ts";
import type { CardProps } from "./screens.ts";

const FACTS: readonly [ConditionForm["fact"], string, string][] = [
  ["path", "Page path", "/collections/tea, /products/"],
  ["query", "What follows ? in the address", "ref=friend"],
  ["referrer", "Came from (referrer)", "google., instagram.com"],
  ["source", "UTM source", "newsletter"],
  ["medium", "UTM medium", "email"],
  ["campaign", "UTM campaign", "spring"],
  ["language", "Language of the page", "de, fr"],
  ["country", "Country", "DE, AT"],
  ["cart", "Cart value in the shop's currency", "50"],
  ["items", "Items in the cart", "1"],
];
const HOW: Readonly<Record<ConditionForm["how"], string>> = {
  is: "is",
  starts: "begins with",
  has: "contains",
  least: "is at least",
  less: "is less than",
};

/** What else must hold of the page, the visit and the cart. */
export function Conditions({ form, errors, change }: CardProps) {
  const { conditions, conditionMode } = form;
  const replace = (at: number, condition: ConditionForm | null) =>
    change({ conditions: conditions.flatMap((one, index) => (index !== at ? [one] : condition ? [condition] : [])) });
  return (
    <BlockStack gap="300">
      {conditions.length > 1 && (
        <Select
          label="Of the conditions below"
          options={[
            { label: "all must hold", value: "all" },
            { label: "any must hold", value: "any" },
          ]}
          value={conditionMode}
          onChange={(mode) => change({ conditionMode: mode === "any" ? "any" : "all" })}
        />
      )}
      {conditions.map((condition, at) => (
        <ConditionFields
          key={at}
          number={at + 1}
          condition={condition}
          error={errors[`conditions.${at}.value`]}
          change={(next) => replace(at, next)}
        />
      ))}
      {errors["conditions"] && (
        <Text as="p" tone="critical">
          {errors["conditions"]}
        </Text>
      )}
      {conditions.length < MOST_CONDITIONS && (
        <InlineStack>
          <Button variant="plain" onClick={() => change({ conditions: [...conditions, EMPTY_CONDITION] })}>
            Add a condition
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface FieldsProps {
  readonly number: number;
  readonly condition: ConditionForm;
  readonly error: string | undefined;
  /** Null removes it. */
  readonly change: (condition: ConditionForm | null) => void;
}

function ConditionFields({ number, condition, error, change }: FieldsProps) {
  const { fact, how, value } = condition;
  const possible: ConditionForm["how"][] = isNumber(fact) ? ["least", "less"] : ["is", "starts", "has"];
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={`Condition ${number}`}
          options={FACTS.map(([one, label]) => ({ value: one, label }))}
          value={fact}
          onChange={(next) => {
            const one = next as ConditionForm["fact"];
            change({
              ...condition,
              fact: one,
              how: isNumber(one) === isNumber(fact) ? how : isNumber(one) ? "least" : "is",
            });
          }}
        />
        <Select
          label="How"
          options={possible.map((one) => ({ value: one, label: HOW[one] }))}
          value={how}
          onChange={(next) => change({ ...condition, how: next as ConditionForm["how"] })}
        />
        <TextField
          label="Value"
          placeholder={FACTS.find(([one]) => one === fact)?.[2]}
          helpText={isNumber(fact) ? undefined : "Several: separated by commas."}
          value={value}
          error={error}
          maxLength={500}
          autoComplete="off"
          onChange={(next) => change({ ...condition, value: next })}
        />
      </FormLayout.Group>
      <Button variant="plain" tone="critical" onClick={() => change(null)}>
        Remove condition {String(number)}
      </Button>
    </FormLayout>
  );
}
