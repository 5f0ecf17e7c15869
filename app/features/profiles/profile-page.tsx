import { Badge, Banner, BlockStack, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { Empty } from "#app/ui/empty.tsx";
import { formatTime } from "#app/ui/format.ts";
import { profileName, profileUrl } from "#app/ui/profile-name.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { eventInWords } from "#app/ui/rule-words.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { Why } from "#app/ui/why.tsx";
import { LinksCard } from "./links-card.tsx";
import type { Moment, ProfileMembership, ProfileView } from "./screens.ts";

export function ProfilePage({
  handle,
  ownedBy,
  visitors,
  memberships,
  rules,
  attributes,
  timeline,
  timezone,
}: ProfileView & { timezone: string }) {
  return (
    <Page title={profileName(handle)} backAction={{ content: "Segments", url: "/app/segments" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {ownedBy !== null && (
              <Banner tone="info">
                <p>
                  This browser belongs to <Link url={profileUrl(ownedBy)}>{profileName(ownedBy)}</Link>: that is where
                  its memberships count.
                </p>
              </Banner>
            )}
            <Memberships memberships={memberships} rules={rules} timezone={timezone} />
            <Timeline timeline={timeline} timezone={timezone} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <LinksCard handle={handle} visitors={visitors} timezone={timezone} />
            {attributes.length > 0 && (
              <TitledCard title="Attributes" gap="200">
                {attributes.map(({ name, value, at }) => (
                  <BlockStack key={name}>
                    <InlineStack align="space-between" gap="200">
                      <Text as="span" fontWeight="semibold" breakWord>
                        {name}
                      </Text>
                      <Text as="span" breakWord>
                        {value}
                      </Text>
                    </InlineStack>
                    <Text as="span" tone="subdued">
                      {formatTime(at, timezone)}
                    </Text>
                  </BlockStack>
                ))}
              </TitledCard>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

interface InSegment extends Omit<ProfileMembership, "evidence"> {
  /** Null: there is no one event, the rule is met. */
  readonly evidence: ProfileMembership["evidence"] | null;
}

/** Every segment that this person is or was in, of whichever kind. */
function Memberships({
  memberships,
  rules,
  timezone,
}: Pick<ProfileView, "memberships" | "rules"> & { timezone: string }) {
  const rows: InSegment[] = [
    ...memberships,
    ...rules.map((met) => ({ ...met, joinedAt: met.since, leftAt: null, until: null, member: true, evidence: null })),
  ];
  if (rows.length === 0)
    return (
      <Empty heading="In no segment yet">What this person does in campaigns appears here with its segments.</Empty>
    );
  return (
    <RecordTable
      noun={{ singular: "segment", plural: "segments" }}
      rows={rows}
      columns={[
        {
          title: "Segment",
          cell: ({ segmentId, segment, member }) => (
            <RecordName url={`/app/segments/${segmentId}`} name={segment}>
              {member ? <Badge tone="success">Member</Badge> : <Badge>Ended</Badge>}
            </RecordName>
          ),
        },
        { title: "Since", cell: ({ since }) => formatTime(since, timezone) },
        {
          title: "Why",
          cell: ({ evidence, joinedAt }) =>
            evidence ? <Why evidence={evidence} at={joinedAt} timezone={timezone} /> : "Matches its rule",
        },
        {
          title: "Ends",
          cell: (one) => (one.evidence ? endOf(one, timezone) : "When the rule no longer matches"),
        },
      ]}
    />
  );
}

/** When a membership ends or ended. */
function endOf({ member, leftAt, until }: InSegment, timezone: string): string {
  if (member) return until ? formatTime(until, timezone) : "Never by itself";
  const ended = leftAt ?? until;
  return ended ? formatTime(ended, timezone) : "";
}

function Timeline({ timeline, timezone }: { timeline: Moment[]; timezone: string }) {
  return (
    <TitledCard title="What happened">
      {timeline.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing yet.
        </Text>
      )}
      {timeline.map((moment) => (
        <InlineStack key={moment.id} align="space-between" gap="200">
          <Text as="span" breakWord>
            {moment.order ? (
              <>
                Placed order <Link url={`/app/orders/${moment.order.id}`}>{moment.order.name}</Link>
              </>
            ) : (
              <>
                {eventInWords(moment)}{" "}
                {moment.campaign && <Link url={`/app/campaigns/${moment.campaign.id}`}>{moment.campaign.name}</Link>}
                {moment.path !== null && ` on ${moment.path}`}
              </>
            )}
          </Text>
          <Text as="span" tone="subdued">
            {formatTime(moment.at, timezone)}
          </Text>
        </InlineStack>
      ))}
      {timeline.length === 50 && (
        <Text as="p" tone="subdued">
          The newest 50 are shown.
        </Text>
      )}
    </TitledCard>
  );
}
