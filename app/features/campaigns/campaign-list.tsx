import { BlockStack, Link, Page, Text } from "@shopify/polaris";
import type { Publication } from "#app/core/campaigns/publication.ts";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatMoney } from "#app/ui/format.ts";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { SURFACE_NAMES, type CampaignRow } from "./screens.ts";

interface Props {
  campaigns: CampaignRow[];
  currency: string;
  publication: Publication;
}

export function CampaignList({ campaigns, currency, publication }: Props) {
  const create = { content: "Create campaign", url: "/app/campaigns/new" };
  if (campaigns.length === 0)
    return (
      <Page title="Campaigns">
        <Empty heading="Make your first campaign" action={create}>
          Show shoppers something, and say which audience they join when they click. The audience fills itself; your
          next campaign can target it.
        </Empty>
      </Page>
    );
  return (
    <Page title="Campaigns" primaryAction={create}>
      <BlockStack gap="400">
        <PublicationBanner publication={publication} />
        <RecordTable
          noun={{ singular: "campaign", plural: "campaigns" }}
          rows={campaigns}
          columns={[
            { title: "Campaign", cell: ({ id, name }) => <RecordName url={`/app/campaigns/${id}`} name={name} /> },
            { title: "Format", cell: ({ surface }) => SURFACE_NAMES[surface] },
            { title: "Status", cell: ({ status }) => <StatusBadge status={status} /> },
            {
              title: "Audience it feeds",
              cell: ({ audience }) =>
                audience ? (
                  <Link url={`/app/segments/${audience.id}`}>{audience.name}</Link>
                ) : (
                  <Text as="span" tone="subdued">
                    None
                  </Text>
                ),
            },
            { title: "Orders", numeric: true, cell: ({ orders }) => formatCount(orders) },
            { title: "Credited sales", numeric: true, cell: ({ credited }) => formatMoney(credited, currency) },
          ]}
        />
      </BlockStack>
    </Page>
  );
}
