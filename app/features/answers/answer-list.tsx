import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Link, Page, Text } from "@shopify/polaris";
import { Empty } from "#app/ui/empty.tsx";
import { formatTime } from "#app/ui/format.ts";
import { RecordTable } from "#app/ui/record-table.tsx";
import { ANSWERS_SHOWN, type AnswerRow, type AnswersView } from "./screens.ts";

type Props = AnswersView & { timezone: string };

export function AnswerList({ answers, failed, timezone }: Props) {
  const fetcher = useFetcher();
  const busy = fetcher.state !== "idle";
  return (
    <Page
      title="Answers"
      subtitle={`What shoppers sent in your campaigns' forms.${answers.length < ANSWERS_SHOWN ? "" : ` The newest ${ANSWERS_SHOWN} are shown.`}`}
      {...(failed > 0
        ? {
            primaryAction: {
              content: failed === 1 ? "Try 1 again" : `Try ${failed} again`,
              loading: busy,
              onAction: () => fetcher.submit({}, { method: "post" }),
            },
          }
        : {})}
    >
      {answers.length === 0 ? (
        <Empty heading="No answer yet">
          E-mail addresses and answers appear here. Addresses become customers in Shopify, subscribed to your marketing.
        </Empty>
      ) : (
        <RecordTable
          noun={{ singular: "answer", plural: "answers" }}
          rows={answers}
          columns={[
            {
              title: "Answer",
              cell: ({ answer, firstName }) => (
                <Text as="span" fontWeight="semibold">
                  {firstName === null ? answer : `${firstName}, ${answer}`}
                </Text>
              ),
            },
            { title: "Date", cell: ({ at }) => formatTime(at, timezone) },
            {
              title: "Campaign",
              cell: ({ campaign }) => <Link url={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link>,
            },
            { title: "In Shopify", cell: ({ sync }) => <SyncState sync={sync} /> },
          ]}
        />
      )}
    </Page>
  );
}

function SyncState({ sync }: Pick<AnswerRow, "sync">) {
  if (sync === null)
    return (
      <Text as="span" tone="subdued">
        Kept here only
      </Text>
    );
  if (sync.state === "failed")
    return (
      <BlockStack gap="050" inlineAlign="start">
        <Badge tone="critical">Not taken</Badge>
        <Text as="span" tone="subdued">
          {sync.error}
        </Text>
      </BlockStack>
    );
  return sync.state === "done" ? <Badge tone="success">Customer</Badge> : <Badge tone="info">On its way</Badge>;
}
