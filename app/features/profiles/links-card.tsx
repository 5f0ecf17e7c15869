import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, InlineStack, Link, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatTime } from "#app/ui/format.ts";
import { profileName, profileUrl } from "#app/ui/profile-name.ts";
import type { ProfileAnswer, ProfileLink, ProfileVisitor } from "./screens.ts";

interface Pair {
  readonly ref: string;
  readonly customer: string;
}

/** Which browsers are this person's, and why; where that is wrong, the merchant parts them. */
export function LinksCard({
  handle,
  visitors,
  timezone,
}: {
  handle: string;
  visitors: ProfileVisitor[];
  timezone: string;
}) {
  const [asking, setAsking] = useState<Pair>();
  const fetcher = useFetcher<ProfileAnswer>();
  const shopify = useAppBridge();
  const done = fetcher.state === "idle" && fetcher.data?.ok ? fetcher.data.did : undefined;
  useEffect(() => {
    if (done) shopify.toast.show(done === "parted" ? "They are two people now" : "They are one person again");
  }, [done, shopify]);
  const post = (intent: "part" | "join", pair: Pair) => {
    setAsking(undefined);
    fetcher.submit(JSON.stringify({ intent, ...pair }), { method: "post", encType: "application/json" });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {handle.startsWith("c") ? "Browsers of this customer" : "This browser"}
        </Text>
        {fetcher.data?.ok === false && (
          <Banner tone="critical">
            <p>{fetcher.data.error}</p>
          </Banner>
        )}
        {visitors.length === 0 && (
          <Text as="p" tone="subdued">
            No browser is known to be this customer’s.
          </Text>
        )}
        {visitors.map((visitor) => (
          <BlockStack key={visitor.ref} gap="100">
            <Link url={profileUrl(`v${visitor.ref}`)}>{profileName(`v${visitor.ref}`)}</Link>
            <Text as="span" tone="subdued">
              Seen from {formatTime(visitor.firstSeen, timezone)} to {formatTime(visitor.lastSeen, timezone)}
            </Text>
            {visitor.links.map((link) => (
              <BlockStack key={`${link.customer} ${link.by}`}>
                <Text as="span" breakWord>
                  <Reason link={link} />, {formatTime(link.at, timezone)}
                </Text>
              </BlockStack>
            ))}
            {[...new Set(visitor.links.map((link) => link.customer))].map((customer) => {
              const parted = visitor.links.some((link) => link.customer === customer && link.by === "parted");
              const pair = { ref: visitor.ref, customer };
              return (
                <InlineStack key={customer}>
                  <Button
                    variant="plain"
                    {...(parted ? {} : { tone: "critical" as const })}
                    disabled={fetcher.state !== "idle"}
                    onClick={() => (parted ? post("join", pair) : setAsking(pair))}
                  >
                    {parted ? `Undo: it is ${profileName(customer)} after all` : "Unlink browser"}
                  </Button>
                </InlineStack>
              );
            })}
          </BlockStack>
        ))}
      </BlockStack>
      <Modal
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title="Part this browser and the customer?"
        primaryAction={{
          content: "Part them",
          destructive: true,
          onAction: () => {
            if (asking) post("part", asking);
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: () => setAsking(undefined) }]}
      >
        <Modal.Section>
          <Text as="p">
            What was done in this browser counts for itself from now on, and no longer for{" "}
            {asking && profileName(asking.customer)}. Should the customer sign in there again, they start as a new
            visitor. You can undo this.
          </Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}

function Reason({ link }: { link: ProfileLink }) {
  const who = <Link url={profileUrl(link.customer)}>{profileName(link.customer)}</Link>;
  if (link.by === "parted") return <>You parted it from {who}</>;
  if (link.by === "signed") return <>{who} was signed in, says Shopify</>;
  return (
    <>
      {who} placed{" "}
      {link.order ? <Link url={`/app/orders/${link.order.id}`}>{`order ${link.order.name}`}</Link> : "an order"} with it
    </>
  );
}
