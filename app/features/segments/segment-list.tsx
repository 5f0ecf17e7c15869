import {
  Badge,
  BlockStack,
  Card,
  FormLayout,
  InlineStack,
  Link,
  Page,
  Pagination,
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

const A_PAGE = 50;

const VIEWS = {
  current: { label: "All", holds: () => true },
  audience: { label: "Automatic", holds: ({ kind }) => kind === "audience" },
  rule: { label: "By rule", holds: ({ kind }) => kind === "rule" },
  static: { label: "By hand", holds: ({ kind }) => kind === "static" },
  used: { label: "Used by a campaign", holds: ({ usedBy }) => usedBy > 0 },
  unused: { label: "Used by none", holds: ({ usedBy }) => usedBy === 0 },
  empty: { label: "Without members", holds: ({ members }) => members === 0 },
  archived: { label: "Archived", holds: () => true },
} satisfies Record<string, { label: string; holds: (segment: SegmentRow) => boolean }>;

const changeOf = ({ changes }: SegmentRow) => changes.reduce((sum, change) => sum + change, 0);
const ORDERS = {
  newest: { label: "Newest", compare: (a, b) => b.id - a.id },
  name: { label: "Name", compare: (a, b) => a.name.localeCompare(b.name) },
  members: { label: "Most members", compare: (a, b) => b.members - a.members || b.id - a.id },
  growth: { label: "Most growth in 30 days", compare: (a, b) => changeOf(b) - changeOf(a) || b.id - a.id },
} satisfies Record<string, { label: string; compare: (a: SegmentRow, b: SegmentRow) => number }>;

export function SegmentList({ segments, timezone }: { segments: SegmentRow[]; timezone: string }) {
  const [search, setSearch] = useState("");
  const [view, setView] = useState<keyof typeof VIEWS>("current");
  const [order, setOrder] = useState<keyof typeof ORDERS>("newest");
  const [page, setPage] = useState(0);
  const wanted = segments
    .filter(
      (segment) =>
        segment.name.toLowerCase().includes(search.trim().toLowerCase()) &&
        segment.archived === (view === "archived") &&
        VIEWS[view].holds(segment),
    )
    .sort(ORDERS[order].compare);
  const pages = Math.max(1, Math.ceil(wanted.length / A_PAGE));
  const shown = Math.min(page, pages - 1);
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
                  options={Object.entries(VIEWS).map(([value, { label }]) => ({ value, label }))}
                  value={view}
                  onChange={(chosen) => setView(chosen as keyof typeof VIEWS)}
                />
                <Select
                  label="Sort by"
                  options={Object.entries(ORDERS).map(([value, { label }]) => ({ value, label }))}
                  value={order}
                  onChange={(chosen) => setOrder(chosen as keyof typeof ORDERS)}
                />
              </FormLayout.Group>
            </FormLayout>
          </Card>
          {wanted.length === 0 ? (
            <Empty heading="No segment matches">Search for another name, or show all.</Empty>
          ) : (
            <Rows segments={wanted.slice(shown * A_PAGE, (shown + 1) * A_PAGE)} timezone={timezone} />
          )}
          {pages > 1 && (
            <InlineStack align="center">
              <Pagination
                label={`Page ${shown + 1} of ${pages}`}
                hasPrevious={shown > 0}
                onPrevious={() => setPage(shown - 1)}
                hasNext={shown < pages - 1}
                onNext={() => setPage(shown + 1)}
              />
            </InlineStack>
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
function Change({ segment }: { segment: SegmentRow }) {
  const { name, members, changes } = segment;
  const total = changeOf(segment);
  const sizes = runningTotal(members - total, changes);
  const said = total > 0 ? `+${formatCount(total)}` : total < 0 ? `−${formatCount(-total)}` : "0";
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      {changes.some((change) => change !== 0) && (
        <Sparkline values={sizes} label={`Members of ${name} over 30 days: ${said}`} />
      )}
      <span style={{ whiteSpace: "nowrap" }}>
        <Text as="span" numeric>
          {said}
        </Text>
      </span>
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
