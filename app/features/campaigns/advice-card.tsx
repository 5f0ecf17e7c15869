import { List } from "@shopify/polaris";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { adviceFor } from "./advice.ts";
import type { CampaignForm } from "./campaign.form.ts";

/** What experience says of the campaign while it is written. Nothing where there is nothing to say. */
export function AdviceCard({ form }: { form: CampaignForm }) {
  const advice = adviceFor(form);
  if (advice.length === 0) return null;
  return (
    <TitledCard title="Suggestions" gap="200">
      <List>
        {advice.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </TitledCard>
  );
}
