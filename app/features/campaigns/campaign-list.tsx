import { Badge, BlockStack, Card, IndexTable, Link as PolarisLink, Page, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatMoney } from "#app/ui/format.ts";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";
import { StatusBadge } from "./status-badge.tsx";

interface Props {
  campaigns: {
    id: number;
    name: string;
    status: "draft" | "active" | "paused";
    priority: number;
    audience: { id: number; name: string } | null;
    orders: number;
    credited: string;
  }[];
  currency: string;
  publication: { state: "published" | "publishing" | "failed"; error: string | null };
}

export function CampaignList({ campaigns, currency, publication }: Props) {
  if (campaigns.length === 0)
    return (
      <Page title="Campaigns">
        <Empty heading="Make your first campaign" action={{ content: "Create campaign", url: "/app/campaigns/new" }}>
          Show shoppers a popup, and say which audience they join when they click. The audience fills itself; your next
          campaign can target it.
        </Empty>
      </Page>
    );
  return (
    <Page title="Campaigns" primaryAction={{ content: "Create campaign", url: "/app/campaigns/new" }}>
      <BlockStack gap="400">
        <PublicationBanner publication={publication} />
        <Card padding="0">
          <IndexTable
            selectable={false}
            itemCount={campaigns.length}
            resourceName={{ singular: "campaign", plural: "campaigns" }}
            headings={[
              { title: "Campaign" },
              { title: "Status" },
              { title: "Audience it feeds" },
              { title: "Orders", alignment: "end" },
              { title: "Credited sales", alignment: "end" },
            ]}
          >
            {campaigns.map((campaign, position) => (
              <IndexTable.Row id={String(campaign.id)} key={campaign.id} position={position}>
                <IndexTable.Cell>
                  <Link to={`/app/campaigns/${campaign.id}`} data-primary-link>
                    <Text as="span" fontWeight="semibold" breakWord>
                      {campaign.name}
                    </Text>
                  </Link>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <StatusBadge status={campaign.status} />
                </IndexTable.Cell>
                <IndexTable.Cell>
                  {campaign.audience ? (
                    <PolarisLink url={`/app/segments/${campaign.audience.id}`}>{campaign.audience.name}</PolarisLink>
                  ) : (
                    <Badge>None</Badge>
                  )}
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" alignment="end" numeric>
                    {formatCount(campaign.orders)}
                  </Text>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span" alignment="end" numeric>
                    {formatMoney(campaign.credited, currency)}
                  </Text>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </Card>
      </BlockStack>
    </Page>
  );
}
