import { Badge, Link, Page, Text } from "@shopify/polaris";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatTime } from "#app/ui/format.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import type { SegmentRow } from "./screens.ts";

export function SegmentList({ segments, timezone }: { segments: SegmentRow[]; timezone: string }) {
  return (
    <Page title="Segments" subtitle="Audiences fill themselves from your campaigns.">
      {segments.length === 0 ? (
        <Empty heading="No audience yet" action={{ content: "Create campaign", url: "/app/campaigns/new" }}>
          Name an audience in a campaign: shoppers who click join it, and it appears here.
        </Empty>
      ) : (
        <RecordTable
          noun={{ singular: "segment", plural: "segments" }}
          rows={segments}
          columns={[
            {
              title: "Segment",
              cell: ({ id, name, archived }) => (
                <RecordName url={`/app/segments/${id}`} name={name}>
                  <Badge tone="info">Automatic</Badge>
                  {archived && <Badge>Archived</Badge>}
                </RecordName>
              ),
            },
            { title: "Members", numeric: true, cell: ({ members }) => formatCount(members) },
            {
              title: "Created",
              cell: ({ startedAt }) =>
                startedAt ? (
                  formatTime(startedAt, timezone)
                ) : (
                  <Text as="span" tone="subdued">
                    Waiting for its first member
                  </Text>
                ),
            },
            {
              title: "Source campaign",
              cell: ({ campaign }) => campaign && <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link>,
            },
          ]}
        />
      )}
    </Page>
  );
}
