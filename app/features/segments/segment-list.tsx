import {
  Badge,
  BlockStack,
  Card,
  FormLayout,
  InlineStack,
  Link,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatTime } from "#app/ui/format.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { Sparkline } from "#app/ui/sparkline.tsx";
import type { SegmentRow } from "./screens.ts";

const KINDS: Readonly<Record<string, string>> = { audience: "Automatic", rule: "By rule", static: "By hand" };

export function SegmentList({ segments, timezone }: { segments: SegmentRow[]; timezone: string }) {
  const [search, setSearch] = useState("");
  const [view, setView] = useState("current");
  const wanted = segments.filter(
    ({ name, kind, archived }) =>
      name.toLowerCase().includes(search.trim().toLowerCase()) &&
      archived === (view === "archived") &&
      (view === "current" || view === "archived" || view === kind),
  );
  return (
    <Page
      title="Segments"
      subtitle="Audiences fill themselves from your campaigns; segments by rule follow what people do; lists are kept by hand."
      primaryAction={{ content: "Create segment", url: "/app/segments/new" }}
      secondaryActions={[{ content: "Create list", url: "/app/segments/list" }]}
    >
      {segments.length === 0 ? (
        <Empty heading="No audience yet" action={{ content: "Create campaign", url: "/app/campaigns/new" }}>
          Name an audience in a campaign: shoppers who click join it, and it appears here.
        </Empty>
      ) : (
        <BlockStack gap="400">
          <Card>
            <FormLayout>
              <FormLayout.Group condensed>
                <TextField
                  label="Search by name"
                  value={search}
                  autoComplete="off"
                  clearButton
                  onClearButtonClick={() => setSearch("")}
                  onChange={setSearch}
                />
                <Select
                  label="Show"
                  options={[
                    { label: "All", value: "current" },
                    { label: "Automatic", value: "audience" },
                    { label: "By rule", value: "rule" },
                    { label: "By hand", value: "static" },
                    { label: "Archived", value: "archived" },
                  ]}
                  value={view}
                  onChange={setView}
                />
              </FormLayout.Group>
            </FormLayout>
          </Card>
          {wanted.length === 0 ? (
            <Empty heading="No segment matches">Search for another name, or show all.</Empty>
          ) : (
            <Rows segments={wanted} timezone={timezone} />
          )}
        </BlockStack>
      )}
    </Page>
  );
}

function Rows({ segments, timezone }: { segments: readonly SegmentRow[]; timezone: string }) {
  return (
    <RecordTable
      noun={{ singular: "segment", plural: "segments" }}
      rows={segments}
      columns={[
        {
          title: "Segment",
          cell: ({ id, name, kind, archived }) => (
            <RecordName url={`/app/segments/${id}`} name={name}>
              <Badge {...(kind === "audience" ? { tone: "info" as const } : {})}>{KINDS[kind] ?? kind}</Badge>
              {archived && <Badge>Archived</Badge>}
            </RecordName>
          ),
        },
        { title: "Members", numeric: true, cell: ({ members }) => formatCount(members) },
        { title: "30 days", cell: (segment) => <Change segment={segment} /> },
        { title: "Last entered", cell: (segment) => <LastEntered segment={segment} timezone={timezone} /> },
        {
          title: "Created",
          cell: ({ kind, startedAt, createdAt }) =>
            kind === "audience" ? startedAt && formatTime(startedAt, timezone) : formatTime(createdAt, timezone),
        },
        {
          title: "Source campaign",
          cell: ({ campaign }) => (campaign ? <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link> : "—"),
        },
        {
          title: "Used by",
          cell: ({ usedBy }) => (usedBy === 1 ? "1 campaign" : usedBy > 0 ? `${usedBy} campaigns` : "—"),
        },
      ]}
    />
  );
}

/** Members at the end of each of the last 30 days, and by how many they changed. */
function Change({ segment: { name, members, changes } }: { segment: SegmentRow }) {
  const total = changes.reduce((sum, change) => sum + change, 0);
  const sizes = runningTotal(members - total, changes);
  const said = total > 0 ? `+${formatCount(total)}` : total < 0 ? `−${formatCount(-total)}` : "0";
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      {changes.some((change) => change !== 0) && (
        <Sparkline values={sizes} label={`Members of ${name} over 30 days: ${said}`} />
      )}
      <Text as="span" numeric>
        {said}
      </Text>
    </InlineStack>
  );
}

/** The size before the first change, and after each. */
function runningTotal(before: number, changes: readonly number[]): number[] {
  const sizes = [before];
  for (const change of changes) sizes.push((sizes.at(-1) ?? 0) + change);
  return sizes;
}

function LastEntered({ segment, timezone }: { segment: SegmentRow; timezone: string }) {
  const { lastEntered, kind, startedAt, building } = segment;
  if (lastEntered) return formatTime(lastEntered, timezone);
  return (
    <Text as="span" tone="subdued">
      {building
        ? "Being worked out"
        : kind === "audience" && !startedAt
          ? "Waiting for its first member"
          : "Nobody now"}
    </Text>
  );
}
