import { Badge, Card, IndexTable, InlineStack, Link as PolarisLink, Page, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatTime } from "#app/ui/format.ts";

interface Props {
  segments: {
    id: number;
    name: string;
    members: number;
    startedAt: Date | null;
    campaign: { id: number; name: string } | null;
  }[];
  timezone: string;
}

export function SegmentList({ segments, timezone }: Props) {
  return (
    <Page title="Segments" subtitle="Audiences fill themselves from your campaigns.">
      {segments.length === 0 ? (
        <Empty heading="No audience yet" action={{ content: "Create campaign", url: "/app/campaigns/new" }}>
          Name an audience in a campaign: shoppers who click join it, and it appears here.
        </Empty>
      ) : (
        <Card padding="0">
          <IndexTable
            selectable={false}
            itemCount={segments.length}
            resourceName={{ singular: "segment", plural: "segments" }}
            headings={[
              { title: "Segment" },
              { title: "Members", alignment: "end" },
              { title: "Created" },
              { title: "Source campaign" },
            ]}
          >
            {segments.map((segment, position) => (
              <IndexTable.Row id={String(segment.id)} key={segment.id} position={position}>
                <IndexTable.Cell>
                  <InlineStack gap="200" blockAlign="center">
                    <Link to={`/app/segments/${segment.id}`} data-primary-link>
                      <Text as="span" fontWeight="semibold" breakWord>
                        {segment.name}
                      </Text>
                    </Link>
                    <Badge tone="info">Automatic</Badge>
                  </InlineStack>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" alignment="end" numeric>
                    {formatCount(segment.members)}
                  </Text>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  {segment.startedAt ? (
                    formatTime(segment.startedAt, timezone)
                  ) : (
                    <Text as="span" tone="subdued">
                      Waiting for its first member
                    </Text>
                  )}
                </IndexTable.Cell>
                <IndexTable.Cell>
                  {segment.campaign && (
                    <PolarisLink url={`/app/campaigns/${segment.campaign.id}`}>{segment.campaign.name}</PolarisLink>
                  )}
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </Card>
      )}
    </Page>
  );
}
