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
  Tag,
  Text,
  TextField,
} from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Empty } from "#app/ui/empty.tsx";
import { formatCount, formatDay, formatTime } from "#app/ui/format.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { Sparkline } from "#app/ui/sparkline.tsx";
import { ORDERS, VIEWS, type ListQuery } from "./list-query.ts";
import type { SegmentListView, SegmentRow } from "./screens.ts";

const KINDS: Readonly<Record<string, string>> = { audience: "From campaigns", rule: "Smart", static: "Manual" };

const changeOf = ({ changes }: SegmentRow) => changes.reduce((sum, change) => sum + change, 0);
/** A search waits for the next letter. */
const PAUSE_MS = 300;

interface Props extends SegmentListView {
  readonly query: ListQuery;
  readonly timezone: string;
}

export function SegmentList({ segments, any, tags, previous, next, query, timezone }: Props) {
  const [, setParameters] = useSearchParams();
  const [search, setSearch] = useState(query.search);
  // What was asked for last, and what is shown: another one comes from going back, and is taken over into the field.
  const [asked, setAsked] = useState(query.search);
  const [shown, setShown] = useState(query.search);
  if (query.search !== shown) {
    setShown(query.search);
    if (query.search !== asked) {
      setAsked(query.search);
      setSearch(query.search);
    }
  }
  const pause = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(pause.current), []);
  /** Asks for other segments: from the first page on, unless it is for another page. */
  const ask = (part: Partial<Record<keyof ListQuery, string>>) => {
    clearTimeout(pause.current);
    setAsked(part.search ?? search);
    setParameters({ search, view: query.view, order: query.order, tag: query.tag, ...part });
  };
  const write = (text: string) => {
    setSearch(text);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => ask({ search: text }), PAUSE_MS);
  };
  return (
    <Page
      title="Segments"
      subtitle="Audiences fill themselves from your campaigns; segments by rule follow what people do; lists are kept by hand."
      primaryAction={{ content: "Create segment", url: "/app/segments/new" }}
      secondaryActions={[{ content: "Create list", url: "/app/segments/list" }]}
    >
      {!any ? (
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
                  maxLength={120}
                  autoComplete="off"
                  clearButton
                  onClearButtonClick={() => write("")}
                  onChange={write}
                />
                <Select label="Show" options={optionsOf(VIEWS)} value={query.view} onChange={(view) => ask({ view })} />
                {tags.length > 0 && (
                  <Select
                    label="Tag"
                    options={[{ label: "Any", value: "" }, ...tags.map((tag) => ({ label: tag, value: tag }))]}
                    value={query.tag}
                    onChange={(tag) => ask({ tag })}
                  />
                )}
                <Select
                  label="Sort by"
                  options={optionsOf(ORDERS)}
                  value={query.order}
                  onChange={(order) => ask({ order })}
                />
              </FormLayout.Group>
            </FormLayout>
          </Card>
          {segments.length === 0 ? (
            <Empty heading="No segment matches">Search for another name, or show all.</Empty>
          ) : (
            <Rows segments={segments} timezone={timezone} />
          )}
          {(previous ?? next) !== null && (
            <InlineStack align="center">
              <Pagination
                hasPrevious={previous !== null}
                onPrevious={() => ask({ before: previous ?? "" })}
                hasNext={next !== null}
                onNext={() => ask({ after: next ?? "" })}
              />
            </InlineStack>
          )}
        </BlockStack>
      )}
    </Page>
  );
}

const optionsOf = (choices: Readonly<Record<string, string>>) =>
  Object.entries(choices).map(([value, label]) => ({ value, label }));

function Rows({ segments, timezone }: { segments: readonly SegmentRow[]; timezone: string }) {
  return (
    <RecordTable
      noun={{ singular: "segment", plural: "segments" }}
      rows={segments}
      columns={[
        {
          title: "Segment",
          cell: ({ id, name, kind, tags, archived }) => (
            <RecordName url={`/app/segments/${id}`} name={name}>
              <Badge {...(kind === "audience" ? { tone: "info" as const } : {})}>{KINDS[kind] ?? kind}</Badge>
              {archived && <Badge>Archived</Badge>}
              {tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </RecordName>
          ),
        },
        { title: "Members", numeric: true, cell: ({ members, building }) => (building ? "—" : formatCount(members)) },
        { title: "30 days", cell: (segment) => (segment.building ? "—" : <Change segment={segment} />) },
        { title: "Last entered", cell: (segment) => <LastEntered segment={segment} timezone={timezone} /> },
        {
          title: "Created",
          short: true,
          // An audience is there once somebody is in it.
          cell: ({ kind, started, createdAt }) =>
            kind === "audience" ? started && formatDay(started) : formatDay(createdAt, timezone),
        },
        {
          title: "Source campaign",
          cell: ({ campaign }) => (campaign ? <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link> : "—"),
        },
        {
          title: "Used by",
          short: true,
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
  const { lastEntered, kind, started, building } = segment;
  if (lastEntered && !building) return formatTime(lastEntered, timezone);
  return (
    <Text as="span" tone="subdued">
      {building ? "Being worked out" : kind === "audience" && !started ? "Waiting for its first member" : "Nobody now"}
    </Text>
  );
}
