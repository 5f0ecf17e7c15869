import { BlockStack, Card, ChoiceList, FormLayout, Text, TextField } from "@shopify/polaris";
import type { CardProps } from "./screens.ts";

export function TriggerCard({ form, errors, change }: CardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          When it appears
        </Text>
        <FormLayout>
          <ChoiceList
            title="Trigger"
            choices={[
              { label: "As soon as the page has loaded", value: "load" },
              {
                label: "After a while on the page",
                value: "delay",
                helpText: "Shoppers who are reading mind it less.",
              },
            ]}
            selected={[form.trigger]}
            onChange={([trigger]) => change({ trigger: trigger === "load" ? "load" : "delay" })}
          />
          {form.trigger === "delay" && (
            <TextField
              label="Seconds to wait"
              type="number"
              min={1}
              max={600}
              value={form.delaySeconds}
              error={errors["delaySeconds"]}
              autoComplete="off"
              onChange={(delaySeconds) => change({ delaySeconds })}
            />
          )}
          <TextField
            label="Priority"
            type="number"
            min={1}
            max={100}
            helpText="One popup shows on a page. Where several could, the highest number wins."
            value={form.priority}
            error={errors["priority"]}
            autoComplete="off"
            onChange={(priority) => change({ priority })}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
