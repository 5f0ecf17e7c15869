import { useNavigate } from "@remix-run/react";
import { Badge, Banner, BlockStack, InlineStack, Layout, Page, Spinner } from "@shopify/polaris";
import { useEffect } from "react";
import { DownloadButton } from "#app/ui/download-button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { formatTime } from "#app/ui/format.ts";
import { profileName, profileUrl } from "#app/ui/profile-name.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { useReloadWhile } from "#app/ui/use-reload-while.ts";
import { ArchiveAction } from "./archive-action.tsx";
import type { SegmentForm } from "./definition.form.ts";
import { NewestNote } from "./newest-note.tsx";
import { nextStep } from "./next-step.ts";
import { RuleSegmentForm } from "./rule-segment-form.tsx";
import type { InsightSlots, RuleChoices, RuleSegmentView } from "./screens.ts";
import { UsedByCard } from "./used-by-card.tsx";
import { useSegmentForm } from "./use-segment-form.ts";

const BACK = { content: "Segments", url: "/app/segments" };

export function NewSegmentPage({ form, choices }: { form: SegmentForm; choices: RuleChoices }) {
  const state = useSegmentForm(form, choices, { kept: false });
  const navigate = useNavigate();
  const { savedId } = state;
  useEffect(() => {
    if (savedId !== null) navigate(`/app/segments/${savedId}`);
  }, [savedId, navigate]);
  return (
    <Page title="New segment" backAction={BACK} narrowWidth>
      <BlockStack gap="400">
        <RuleSegmentForm state={state} choices={choices} />
      </BlockStack>
    </Page>
  );
}

type Props = RuleSegmentView & InsightSlots & { readonly timezone: string };

export function RuleSegmentPage(props: Props) {
  const { name, archived, building, builtAt, members, entered, left, rows, usedBy, choices, form, timezone } = props;
  const state = useSegmentForm(form, choices, { kept: true });
  useReloadWhile(building && !archived);
  return (
    <Page
      title={name}
      titleMetadata={
        <InlineStack gap="200">
          <Badge>Smart</Badge>
          {archived && <Badge>Archived</Badge>}
        </InlineStack>
      }
      subtitle={archived ? "Not updated while archived" : "Updated automatically"}
      backAction={BACK}
      {...nextStep(props)}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {archived && (
              <Banner tone="info">
                <p>It is archived: it is not kept current, and no campaign may newly target it.</p>
              </Banner>
            )}
            {building && (
              <Banner tone="info">
                <InlineStack gap="200" blockAlign="center">
                  <Spinner size="small" accessibilityLabel="Under way" />
                  <p>Finding everybody who matches. This page updates by itself.</p>
                </InlineStack>
              </Banner>
            )}
            {/* Until its rule was worked out nobody knows how many there are: "0", or the former rule's, would be untrue. */}
            {builtAt !== null && (
              <Figures
                figures={[
                  ["Members now", members],
                  ["Entered so far", entered],
                  ["Left so far", left],
                ]}
              />
            )}
            <RuleSegmentForm state={state} choices={choices} />
            {entered > 0 && props.insight}
            {builtAt === null ? null : rows.length === 0 ? (
              <Empty heading="Nobody belongs now">People appear here as soon as they meet the rule.</Empty>
            ) : (
              <RecordTable
                noun={{ singular: "member", plural: "members" }}
                rows={rows}
                columns={[
                  {
                    title: "Member",
                    cell: ({ handle }) => <RecordName url={profileUrl(handle)} name={profileName(handle)} />,
                  },
                  { title: "Since", cell: ({ since }) => formatTime(since, timezone) },
                ]}
              />
            )}
            {builtAt !== null && <NewestNote shown={rows.length} members={members} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {props.lineage}
            <UsedByCard users={usedBy} />
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
