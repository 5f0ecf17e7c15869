import type { Step } from "#app/core/audiences/lineage.ts";
import { BlockStack, Link, List, Text } from "@shopify/polaris";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { Lineage } from "./screens.ts";

/** What leads into a segment, and what it leads on to. */
export function LineageCard({ lineage: { from, to }, id }: { lineage: Lineage; id: number }) {
  return (
    <TitledCard title="Journey">
      {from.length > 0 && (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            Comes from
          </Text>
          <Steps steps={from} />
        </BlockStack>
      )}
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          Leads to
        </Text>
        {to.length > 0 ? (
          <Steps steps={to} />
        ) : (
          <Text as="p" tone="subdued">
            Nothing yet. <Link url={`/app/campaigns/new?for=${id}`}>Make a campaign for its members</Link>: what they do
            next can feed another audience.
          </Text>
        )}
      </BlockStack>
    </TitledCard>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <List>
      {steps.map(({ kind, id, name, steps: further }) => (
        <List.Item key={`${kind}${id}`}>
          <Link url={`/app/${kind}s/${id}`}>{name}</Link> ({kind}){further.length > 0 && <Steps steps={further} />}
        </List.Item>
      ))}
    </List>
  );
}
