import { Card, BlockStack, List, Text } from "@shopify/polaris";
import { adviceFor } from "./advice.ts";
import type { CampaignForm } from "./campaign.form.ts";

/** What experience says of the campaign while it is written. Nothing where there is nothing to say. */
export function AdviceCard({ form }: { form: CampaignForm }) {
  const advice = adviceFor(form);
  if (advice.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Worth a thought
        </Text>
        <List>
          {advice.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
