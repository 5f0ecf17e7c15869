import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { EMPTY_RULE, MOST_RULES, type RuleForm } from "./rule.form.ts";
import { messagesBelow } from "./messages.ts";
import { RuleFields } from "./rule-fields.tsx";
import type { CardProps, EditorProps } from "./screens.ts";

/** The attribution settings: what happens when a shopper interacts, and how long that earns credit. */
export function RulesCard({ form, errors, change, segments }: CardProps & Pick<EditorProps, "segments">) {
  const replace = (index: number, rule: RuleForm | null) =>
    change({ rules: form.rules.flatMap((one, at) => (at !== index ? [one] : rule ? [rule] : [])) });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What happens when a shopper interacts
          </Text>
          <Text as="p" tone="subdued">
            Each rule fills an audience by itself. Follow-up campaigns can target it at once.
          </Text>
        </BlockStack>
        {form.rules.length === 0 && (
          <Text as="p">
            No rule: shoppers see the campaign, and orders are credited to it, but it fills no audience.
          </Text>
        )}
        {form.rules.map((rule, index) => (
          <Card key={index} background="bg-surface-secondary">
            <BlockStack gap="300">
              <InlineStack align="space-between" blockAlign="center">
                <Text as="h3" variant="headingSm">
                  Rule {index + 1}
                </Text>
                <Button
                  variant="plain"
                  tone="critical"
                  accessibilityLabel={`Remove rule ${index + 1}`}
                  onClick={() => replace(index, null)}
                >
                  Remove
                </Button>
              </InlineStack>
              <RuleFields
                rule={rule}
                campaign={form}
                errors={messagesBelow(errors, `rules.${index}.`)}
                segments={segments}
                change={(part) => replace(index, { ...rule, ...part })}
              />
            </BlockStack>
          </Card>
        ))}
        {errors["rules"] && (
          <Text as="p" tone="critical">
            {errors["rules"]}
          </Text>
        )}
        <InlineStack>
          <Button
            disabled={form.rules.length >= MOST_RULES}
            onClick={() => change({ rules: [...form.rules, EMPTY_RULE] })}
          >
            Add a rule
          </Button>
        </InlineStack>
        <TextField
          label="Credit orders within"
          type="number"
          min={1}
          max={60}
          suffix="days after a click"
          helpText="Copied codes and sent forms count as clicks. A cart, checkout or page counts within the same time."
          value={form.clickWindowDays}
          error={errors["clickWindowDays"]}
          autoComplete="off"
          onChange={(clickWindowDays) => change({ clickWindowDays })}
        />
      </BlockStack>
    </Card>
  );
}
