import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { formatNumberOf, formatTime } from "#app/ui/format.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { Showing, ShowingAnswer } from "./screens.ts";

interface Props {
  readonly showing: Showing;
  readonly timezone: string;
}

/** Stops everything that shoppers see, with one click, and takes that back with another. */
export function ShowingCard({ showing: { active, stopped, stoppedAt }, timezone }: Props) {
  const fetcher = useFetcher<ShowingAnswer>();
  const shopify = useAppBridge();
  const busy = fetcher.state !== "idle";
  const answer = busy ? undefined : fetcher.data;
  const post = (show: boolean) =>
    fetcher.submit(JSON.stringify({ show }), {
      method: "post",
      encType: "application/json",
      action: "/app/campaigns/showing",
    });
  useEffect(() => {
    if (answer?.ok)
      shopify.toast.show(
        `${formatNumberOf(answer.campaigns, "campaign")} ${answer.show ? "showing again" : "stopped"}`,
      );
  }, [answer, shopify]);
  const error = answer?.ok === false && (
    <Text as="p" tone="critical">
      {answer.error}
    </Text>
  );
  if (stopped > 0 && stoppedAt)
    return (
      <Banner
        tone="warning"
        title={active === 0 ? "All campaigns are stopped" : `${formatNumberOf(stopped, "campaign")} stopped`}
        action={{ content: "Undo: show them again", onAction: () => post(true), loading: busy }}
      >
        <p>
          {formatNumberOf(stopped, "campaign")} {stopped === 1 ? "is" : "are"} paused since{" "}
          {formatTime(stoppedAt, timezone)}. Each can also be activated by itself.
        </p>
        {error}
      </Banner>
    );
  return (
    <TitledCard title="Stop all popups">
      <BlockStack gap="300">
        <Text as="p">
          {active === 0
            ? "No campaign is active: shoppers see nothing."
            : `${formatNumberOf(active, "campaign")} ${active === 1 ? "is" : "are"} active. This pauses all of them at once: popups, bars, slide-ins, full screens and inline content. You can undo it.`}
        </Text>
        {error}
        <InlineStack>
          <Button tone="critical" disabled={active === 0} loading={busy} onClick={() => post(false)}>
            Stop all campaigns
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}
