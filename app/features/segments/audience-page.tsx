import { Badge, BlockStack, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatTime } from "#app/ui/format.ts";
import { RecordTable } from "#app/ui/record-table.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import type { AudienceView, CampaignLink } from "./screens.ts";

type Props = AudienceView & { timezone: string };

/** A profile in words: the customer's number, or the visitor by the end of its id. */
const profileName = (profile: string) =>
  profile.startsWith("c") ? `Customer ${profile.slice(1)}` : `Visitor …${profile.slice(1)}`;

export function AudiencePage({ name, members, feeds, usedBy, rows, timezone }: Props) {
  return (
    <Page
      title={name}
      titleMetadata={<Badge tone="info">Automatic</Badge>}
      subtitle={members === 1 ? "1 member" : `${formatCount(members)} members`}
      backAction={{ content: "Segments", url: "/app/segments" }}
    >
      <Layout>
        <Layout.Section>
          {rows.length === 0 ? (
            <Empty heading="Waiting for its first member">
              Shoppers appear here when they click in a campaign that feeds this audience. You can target it already.
            </Empty>
          ) : (
            <RecordTable
              noun={{ singular: "member", plural: "members" }}
              rows={rows}
              columns={[
                {
                  title: "Member",
                  cell: ({ profile }) => (
                    <Text as="span" fontWeight="semibold">
                      {profileName(profile)}
                    </Text>
                  ),
                },
                { title: "Since", cell: ({ since }) => formatTime(since, timezone) },
                {
                  title: "Why",
                  cell: ({ evidence, joinedAt }) => (
                    <>
                      Clicked in{" "}
                      <Link url={`/app/campaigns/${evidence.campaignId}`}>
                        {evidence.campaign ?? "a removed campaign"}
                      </Link>{" "}
                      (version {evidence.version}) on {evidence.path}, {formatTime(joinedAt, timezone)}
                    </>
                  ),
                },
              ]}
            />
          )}
          {members > rows.length && rows.length > 0 && (
            <Text as="p" tone="subdued">
              The newest {rows.length} of {formatCount(members)} are shown.
            </Text>
          )}
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Campaigns title="Fed by" campaigns={feeds} none="No campaign feeds it now." />
            <Campaigns
              title="Targeted by"
              campaigns={usedBy}
              none="No campaign targets it yet. Choose it in a campaign under “Who sees it”."
            />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Campaigns({ title, campaigns, none }: { title: string; campaigns: CampaignLink[]; none: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {campaigns.length === 0 && (
          <Text as="p" tone="subdued">
            {none}
          </Text>
        )}
        {campaigns.map((campaign) => (
          <InlineStack key={campaign.id} gap="200" align="space-between">
            <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link>
            <StatusBadge status={campaign.status} />
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
