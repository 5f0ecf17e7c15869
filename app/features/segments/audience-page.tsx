import { Badge, Banner, BlockStack, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { DownloadButton } from "#app/ui/download-button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { formatTime } from "#app/ui/format.ts";
import { profileName, profileUrl } from "#app/ui/profile-name.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { ruleInWords } from "#app/ui/rule-words.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { Why } from "#app/ui/why.tsx";
import { AudienceSettingsCard } from "./audience-settings-card.tsx";
import { ArchiveAction } from "./archive-action.tsx";
import type { AudienceView, InsightSlots, MemberRow } from "./screens.ts";
import { NewestNote } from "./newest-note.tsx";
import { nextStep } from "./next-step.ts";
import { CampaignLine, UsedByCard } from "./used-by-card.tsx";

type Props = AudienceView & InsightSlots & { timezone: string };

export function AudiencePage(props: Props) {
  const { name, members, entered, left, feeds, usedBy, rows, timezone, archived, recounting, description } = props;
  return (
    <Page
      title={name}
      titleMetadata={
        <InlineStack gap="200">
          <Badge tone="info">From campaigns</Badge>
          {archived && <Badge>Archived</Badge>}
        </InlineStack>
      }
      subtitle={description}
      backAction={{ content: "Segments", url: "/app/segments" }}
      {...nextStep(props)}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {archived && (
              <Banner tone="info">
                <p>It is archived: no campaign may newly feed or target it. Its members stay.</p>
              </Banner>
            )}
            {recounting && (
              <Banner tone="info">
                <p>Its ending was changed: the members are being looked at again. The number may still move.</p>
              </Banner>
            )}
            <Figures
              figures={[
                ["Members now", members],
                ["Entered so far", entered],
                ["Left so far", left],
              ]}
            />
            {entered > 0 && props.insight}
            {rows.length === 0 ? (
              <Empty heading={entered === 0 ? "Waiting for its first member" : "Nobody is a member now"}>
                {entered === 0
                  ? "Shoppers appear here when they do what its campaigns ask for. You can target it already."
                  : "All who entered have left again. Shoppers come back when they do what its campaigns ask for."}
              </Empty>
            ) : (
              <Members rows={rows} timezone={timezone} />
            )}
            <NewestNote shown={rows.length} members={members} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <TitledCard title="Source" gap="200">
              {feeds.length === 0 && (
                <Text as="p" tone="subdued">
                  No campaign feeds it now.
                </Text>
              )}
              {feeds.map((campaign) => (
                <BlockStack key={campaign.id} gap="100">
                  <CampaignLine {...campaign} />
                  {campaign.rules.map((rule, index) => (
                    <Text as="p" tone="subdued" key={index}>
                      Who {ruleInWords(rule)}
                    </Text>
                  ))}
                </BlockStack>
              ))}
            </TitledCard>
            {props.lineage}
            <UsedByCard users={usedBy} />
            <AudienceSettingsCard key={props.id} {...props} />
            {members > 0 && (
              <DownloadButton url={`/app/segments/${props.id}/members`} filename={`${name}.csv`}>
                Download members (CSV)
              </DownloadButton>
            )}
            <ArchiveAction archived={archived} members={members} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Members({ rows, timezone }: { rows: MemberRow[]; timezone: string }) {
  return (
    <RecordTable
      noun={{ singular: "member", plural: "members" }}
      rows={rows}
      columns={[
        { title: "Member", cell: ({ handle }) => <RecordName url={profileUrl(handle)} name={profileName(handle)} /> },
        { title: "Since", cell: ({ since }) => formatTime(since, timezone) },
        {
          title: "Why",
          cell: ({ evidence, joinedAt }) => <Why evidence={evidence} at={joinedAt} timezone={timezone} />,
        },
        ...(rows.some((row) => row.until !== null)
          ? [{ title: "Ends", cell: ({ until }: MemberRow) => until && formatTime(until, timezone) }]
          : []),
      ]}
    />
  );
}
