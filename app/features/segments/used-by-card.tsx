import { InlineStack, Link, Text } from "@shopify/polaris";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { CampaignLink, SegmentUsers } from "./screens.ts";

/** Where a segment is used, and what to do next where it is not. */
export function UsedByCard({ users: { campaigns, segments } }: { users: SegmentUsers }) {
  return (
    <TitledCard title="Used by" gap="200">
      {campaigns.length + segments.length === 0 && (
        <Text as="p" tone="subdued">
          No campaign targets it yet. Choose it in a campaign under “Who sees it”.
        </Text>
      )}
      {campaigns.map((campaign) => (
        <CampaignLine key={campaign.id} {...campaign} />
      ))}
      {segments.map(({ id, name }) => (
        <InlineStack key={id} gap="200" align="space-between">
          <Link url={`/app/segments/${id}`}>{name}</Link>
          <Text as="span" tone="subdued">
            Segment
          </Text>
        </InlineStack>
      ))}
    </TitledCard>
  );
}

export const CampaignLine = ({ id, name, status }: CampaignLink) => (
  <InlineStack gap="200" align="space-between">
    <Link url={`/app/campaigns/${id}`}>{name}</Link>
    <StatusBadge status={status} />
  </InlineStack>
);
