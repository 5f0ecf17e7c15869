import { useFetcher, useNavigate } from "@remix-run/react";
import { Badge, Banner, BlockStack, Button, InlineStack, Layout, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { tagText } from "#app/contract/form-fields.ts";
import { DownloadButton } from "#app/ui/download-button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { formatTime } from "#app/ui/format.ts";
import { profileName, profileUrl } from "#app/ui/profile-name.ts";
import { RecordName, RecordTable } from "#app/ui/record-table.tsx";
import { SavedFormBar, useSavedForm } from "#app/ui/use-saved-form.tsx";
import { AboutFields } from "./about-fields.tsx";
import { AddPeopleCard } from "./add-people-card.tsx";
import { ArchiveAction } from "./archive-action.tsx";
import { NewestNote } from "./newest-note.tsx";
import { nextStep } from "./next-step.ts";
import type { InsightSlots, ListAnswer, ListView } from "./screens.ts";
import { UsedByCard } from "./used-by-card.tsx";

const BACK = { content: "Segments", url: "/app/segments" };
const JSON_POST = { method: "post", encType: "application/json" } as const;

interface About {
  readonly name: string;
  readonly description: string;
  readonly tags: string;
}

export function NewListPage() {
  const form = useAbout({ name: "", description: "", tags: "" });
  const navigate = useNavigate();
  const savedId = form.done?.did === "saved" ? form.done.id : null;
  useEffect(() => {
    if (savedId !== null) navigate(`/app/segments/${savedId}`);
  }, [savedId, navigate]);
  return (
    <Page
      title="New list"
      subtitle="You say who is on it: by name, by address, by number."
      backAction={BACK}
      narrowWidth
    >
      <AboutCard form={form} />
    </Page>
  );
}

export function ListPage(props: ListView & InsightSlots & { readonly timezone: string }) {
  const { name, archived, members, entered, left, rows, usedBy, timezone, insight, lineage } = props;
  const form = useAbout({ name, description: props.description, tags: tagText(props.tags) }, "describe");
  return (
    <Page
      title={name}
      titleMetadata={
        <InlineStack gap="200">
          <Badge>Manual</Badge>
          {archived && <Badge>Archived</Badge>}
        </InlineStack>
      }
      backAction={BACK}
      {...nextStep(props)}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Figures
              figures={[
                ["Members now", members],
                ["Added so far", entered],
                ["Taken off so far", left],
              ]}
            />
            <AddPeopleCard />
            {rows.length === 0 ? (
              <Empty heading="Nobody is on it yet">Search for customers, or paste their addresses above.</Empty>
            ) : (
              <Members rows={rows} timezone={timezone} />
            )}
            <NewestNote shown={rows.length} members={members} />
            {entered > 0 && insight}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {lineage}
            <UsedByCard users={usedBy} />
            <AboutCard form={form} />
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

/** The state of name and description while they are written. A list that is made has no `intent`. */
const useAbout = (saved: About, intent?: "describe") =>
  useSavedForm<About, ListAnswer>(saved, {
    body: (form) => (intent ? { intent, form } : form),
    said: () => "Segment saved",
    // Whoever made one goes to its page.
    isSaving: () => intent !== undefined,
  });

function AboutCard({ form }: { form: ReturnType<typeof useAbout> }) {
  const { form: about, change, errors } = form;
  return (
    <>
      <SavedFormBar id="list-save-bar" form={form} />
      {errors["form"] && (
        <Banner tone="critical" title="The segment was not saved">
          <p>{errors["form"]}</p>
        </Banner>
      )}
      <AboutFields about={about} errors={errors} example="Friends of the shop" change={change} />
    </>
  );
}

function Members({ rows, timezone }: Pick<ListView, "rows"> & { timezone: string }) {
  const fetcher = useFetcher<ListAnswer>();
  const takeOff = (handle: string) =>
    fetcher.submit(JSON.stringify({ intent: "take-off", customers: [handle.slice(1)] }), JSON_POST);
  return (
    <RecordTable
      noun={{ singular: "member", plural: "members" }}
      rows={rows}
      columns={[
        { title: "Member", cell: ({ handle }) => <RecordName url={profileUrl(handle)} name={profileName(handle)} /> },
        { title: "Since", cell: ({ since }) => formatTime(since, timezone) },
        {
          title: "Take off",
          cell: ({ handle }) => (
            <Button
              variant="plain"
              tone="critical"
              disabled={fetcher.state !== "idle"}
              accessibilityLabel={`Take ${profileName(handle)} off the list`}
              onClick={() => takeOff(handle)}
            >
              Take off
            </Button>
          ),
        },
      ]}
    />
  );
}
