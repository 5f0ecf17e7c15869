import { BlockStack, Card, DataTable, Text } from "@shopify/polaris";
import { formatCount, formatMoney, formatShare } from "#app/ui/format.ts";
import type { Bought, Period, Trade } from "./screens.ts";

interface Props {
  readonly members: Trade;
  readonly everybody: Trade;
  readonly period: Period;
  readonly currency: string;
}

/** What today's members order, beside the days before and beside everybody: a description, no cause. */
export function TradeCard({ members, everybody, period, currency }: Props) {
  const money = (minor: string) => formatMoney(minor, currency);
  const lines: [label: string, of: (bought: Bought) => string][] = [
    ["People who came", ({ came }) => formatCount(came)],
    ["Of these, ordered", ({ came, converted }) => formatShare(converted, came)],
    ["People who ordered", ({ buyers }) => formatCount(buyers)],
    ["Orders", ({ orders }) => formatCount(orders)],
    ["Revenue", ({ revenue }) => money(revenue)],
    ["Average order", ({ orders, revenue }) => (orders === 0 ? "—" : money(String(BigInt(revenue) / BigInt(orders))))],
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingMd">
          Orders of the last {period} days
        </Text>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric", "numeric"]}
          headings={["", "Members now", `The same people, ${period} days before`, "Everybody"]}
          rows={lines.map(([label, of]) => [label, of(members.now), of(members.before), of(everybody.now)])}
        />
        <Text as="p" tone="subdued">
          {Number(everybody.now.revenue) === 0
            ? "Nobody has ordered in this time."
            : `Its members of today brought ${formatShare(Number(members.now.revenue), Number(everybody.now.revenue))} of the revenue. That describes them; it does not say that the segment caused it.`}
        </Text>
      </BlockStack>
    </Card>
  );
}
