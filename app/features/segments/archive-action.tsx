import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatNumberOf } from "#app/ui/format.ts";
import type { AudienceAnswer } from "./screens.ts";

/** Archives a segment, after asking, or takes it out of the archive. */
export function ArchiveAction({ archived, members }: { archived: boolean; members: number }) {
  const [asking, setAsking] = useState(false);
  const fetcher = useFetcher<AudienceAnswer>();
  const shopify = useAppBridge();
  const busy = fetcher.state !== "idle";
  const error = fetcher.data?.ok === false ? fetcher.data.errors["form"] : undefined;
  const done = fetcher.state === "idle" && fetcher.data?.ok ? fetcher.data.did : undefined;
  useEffect(() => {
    if (done) shopify.toast.show(done === "archived" ? "Segment archived" : "Segment restored");
  }, [done, shopify]);
  const post = (intent: "archive" | "restore") => {
    setAsking(false);
    fetcher.submit(JSON.stringify({ intent }), { method: "post", encType: "application/json" });
  };
  return (
    <BlockStack gap="200">
      {error && (
        <Banner tone="critical" title="It can't be archived yet">
          <p>{error}</p>
        </Banner>
      )}
      {archived ? (
        <Button loading={busy} onClick={() => post("restore")}>
          Take out of the archive
        </Button>
      ) : (
        <Button tone="critical" loading={busy} onClick={() => setAsking(true)}>
          Archive segment
        </Button>
      )}
      <Modal
        open={asking}
        onClose={() => setAsking(false)}
        title="Archive this segment?"
        primaryAction={{ content: "Archive", destructive: true, onAction: () => post("archive") }}
        secondaryActions={[{ content: "Cancel", onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            No campaign can newly feed or target it.{" "}
            {members > 0 && `Its ${members === 1 ? "member stays" : `${formatNumberOf(members, "member")} stay`}. `}
            You can take it out of the archive at any time.
          </Text>
        </Modal.Section>
      </Modal>
    </BlockStack>
  );
}
