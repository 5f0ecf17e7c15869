import { BlockStack, Box, Card, Collapsible, Button, DataTable, InlineStack, Link, Text } from "@shopify/polaris";
import { lazy, Suspense, useState } from "react";
import { formatCount, formatMoney } from "#app/ui/format.ts";
import { useInBrowser } from "#app/ui/in-browser.ts";
import type { SegmentInsight } from "./screens.ts";

/** A large library, loaded where it is drawn. */
const GrowthPlot = lazy(async () => ({ default: (await import("./growth-plot.tsx")).GrowthPlot }));
/** As high as the plot: nothing moves when it comes. */
const PLOT_HEIGHT = "220px";

interface Props {
  readonly insight: SegmentInsight;
  readonly members: number;
  readonly currency: string;
}

/** How the segment grew, what its members order, and whom it shares with others. */
export function InsightCards({ insight, members, currency }: Props) {
  return (
    <>
      <Growth growth={insight.growth} members={members} />
      <Orders insight={insight} currency={currency} />
      {insight.overlaps.length > 0 && <Overlaps overlaps={insight.overlaps} members={members} />}
    </>
  );
}

function Growth({ growth, members }: { growth: SegmentInsight["growth"]; members: number }) {
  const inBrowser = useInBrowser();
  const [table, setTable] = useState(false);
  const days = sizesOf(growth, members);
  const entered = growth.reduce((sum, day) => sum + day.entered, 0);
  const left = growth.reduce((sum, day) => sum + day.left, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Members over {growth.length} days
        </Text>
        <Text as="p" tone="subdued">
          {formatCount(entered)} entered, {formatCount(left)} left.
        </Text>
        <Box minHeight={PLOT_HEIGHT}>
          <Suspense>
            {inBrowser && <GrowthPlot days={days} label={`Members: ${days[0]?.size ?? 0} at first, ${members} now`} />}
          </Suspense>
        </Box>
        <InlineStack>
          <Button
            variant="plain"
            ariaExpanded={table}
            ariaControls="growth-table"
            disclosure={table ? "up" : "down"}
            onClick={() => setTable(!table)}
          >
            As a table
          </Button>
        </InlineStack>
        <Collapsible id="growth-table" open={table}>
          <DataTable
            columnContentTypes={["text", "numeric", "numeric", "numeric"]}
            headings={["Day", "Entered", "Left", "Members"]}
            rows={days
              .map(({ day, entered: came, left: went, size }) => [day, came, went, formatCount(size)])
              .reverse()}
          />
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

/** The size at the end of each day, from today's backwards. */
function sizesOf(growth: SegmentInsight["growth"], members: number) {
  const days: (SegmentInsight["growth"][number] & { size: number })[] = [];
  let after = members;
  for (const day of [...growth].reverse()) {
    days.unshift({ ...day, size: after });
    after -= day.entered - day.left;
  }
  return days;
}

function Orders({ insight: { days, members, everybody }, currency }: Pick<Props, "insight" | "currency">) {
  const average = ({ orders, revenue }: SegmentInsight["members"]) =>
    orders === 0 ? "—" : formatMoney(String(BigInt(revenue) / BigInt(orders)), currency);
  const share = everybody.revenue === "0" ? 0 : Math.round((Number(members.revenue) / Number(everybody.revenue)) * 100);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Orders of the last {days} days
        </Text>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric"]}
          headings={["", "Members now", "Everybody"]}
          rows={[
            ["People who ordered", formatCount(members.buyers), formatCount(everybody.buyers)],
            ["Orders", formatCount(members.orders), formatCount(everybody.orders)],
            ["Revenue", formatMoney(members.revenue, currency), formatMoney(everybody.revenue, currency)],
            ["Average order", average(members), average(everybody)],
          ]}
        />
        <Text as="p" tone="subdued">
          Its members of today brought {share} % of the revenue. That describes them; it does not say that the segment
          caused it.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Overlaps({ overlaps, members }: { overlaps: SegmentInsight["overlaps"]; members: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Also in
        </Text>
        {overlaps.map(({ id, name, shared }) => (
          <InlineStack key={id} align="space-between" gap="400">
            <Link url={`/app/segments/${id}`}>{name}</Link>
            <Text as="span" numeric>
              {formatCount(shared)} ({members === 0 ? 0 : Math.round((shared / members) * 100)} %)
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
