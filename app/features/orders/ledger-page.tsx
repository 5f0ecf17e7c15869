import { Badge, BlockStack, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { formatMoney, formatNumberOf, formatTime } from "#app/ui/format.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { LedgerView } from "./screens.ts";

const LINKED = {
  cart: "Its cart carried the reference of a visitor.",
  customer: "Its customer was logged in, or ordered before, in a browser that we know.",
  none: "It could not be tied to a visit: the shopper did not allow marketing cookies, or bought without the cart.",
};

export function LedgerPage(props: LedgerView & { timezone: string }) {
  const { name, currency, processedAt, cancelled, test, linked, lines, touches, timezone } = props;
  return (
    <Page
      title={`Order ${name}`}
      subtitle={formatTime(processedAt, timezone)}
      titleMetadata={cancelled ? <Badge tone="critical">Cancelled</Badge> : test ? <Badge>Test</Badge> : undefined}
      backAction={{ content: "Orders", url: "/app/orders" }}
    >
      <BlockStack gap="400">
        <TitledCard title="Who gets the credit">
          <Text as="p" tone="subdued">
            {LINKED[linked]} The last click before the order gets it all.
          </Text>
          {test && <Text as="p">Test orders never earn credit.</Text>}
          {cancelled && <Text as="p">A cancelled order is worth nothing.</Text>}
          {touches.length === 0 && (
            <Text as="p">No campaign was clicked within its window before this order, so none is credited.</Text>
          )}
          {touches.map((touch, index) => (
            <InlineStack key={index} align="space-between" gap="400" wrap={false}>
              <BlockStack>
                <Link url={`/app/campaigns/${touch.campaign.id}`}>{touch.campaign.name}</Link>
                <Text as="span" tone="subdued">
                  Clicked {formatTime(touch.at, timezone)} on {touch.path} (version {touch.version}), within its{" "}
                  {formatNumberOf(touch.windowDays, "day")}.{" "}
                  {touch.credited === null ? (test ? "" : "A later click earned the credit.") : "The last click."}
                </Text>
              </BlockStack>
              <Text as="span" numeric fontWeight="semibold">
                {formatMoney(touch.credited ?? "0", currency)}
              </Text>
            </InlineStack>
          ))}
        </TitledCard>
        <TitledCard title="What it is worth">
          <Text as="p" tone="subdued">
            Goods after discounts, refunds and tax; shipping does not count.
          </Text>
          {lines.map((line) => (
            <InlineStack key={line.id} align="space-between" gap="400" wrap={false}>
              <Text as="span">
                {line.current} × {line.title}
                {line.current < line.quantity ? ` (${line.quantity} ordered)` : ""}
              </Text>
              <Text as="span" numeric>
                {formatMoney(line.value, currency)}
              </Text>
            </InlineStack>
          ))}
        </TitledCard>
      </BlockStack>
    </Page>
  );
}
