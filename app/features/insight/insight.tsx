import { useFetcher, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { formatTime } from "#app/ui/format.ts";
import { useReloadWhile } from "#app/ui/use-reload-while.ts";
import { GrowthCard } from "./growth-card.tsx";
import { Engagement, Overlaps, Places, Times } from "./pattern-cards.tsx";
import { PERIODS, type InsightView } from "./screens.ts";
import { TradeCard } from "./trade-card.tsx";

interface Props {
  /** Of the segment. */
  readonly id: number;
  readonly insight: InsightView;
  readonly members: number;
  readonly currency: string;
  readonly timezone: string;
}

/** How a segment grew and what its members do, over a period that is chosen. */
export function Insight({ id, insight, members, currency, timezone }: Props) {
  const [parameters, setParameters] = useSearchParams();
  const { period, growth, patterns, pending } = insight;
  useReloadWhile(pending);
  return (
    <BlockStack gap="400">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <InlineStack align="space-between" blockAlign="center" gap="400">
          <BlockStack>
            <Text as="h2" variant="headingMd">
              Insight
            </Text>
            {patterns && <AsOf id={id} at={patterns.at} pending={pending} period={period} timezone={timezone} />}
          </BlockStack>
          <Select
            label="Period"
            labelInline
            options={PERIODS.map((days) => ({ label: `Last ${days} days`, value: String(days) }))}
            value={String(period)}
            onChange={(days) => {
              parameters.set("days", days);
              setParameters(parameters, { replace: true, preventScrollReset: true });
            }}
          />
        </InlineStack>
      </Box>
      <GrowthCard growth={growth} members={members} />
      {patterns === null ? (
        <Banner tone="info">
          <p>Orders and patterns of its members are being worked out. They appear here by themselves.</p>
        </Banner>
      ) : (
        <>
          <TradeCard members={patterns.trade} everybody={patterns.everybody} period={period} currency={currency} />
          {patterns.campaigns.length > 0 && <Engagement campaigns={patterns.campaigns} />}
          <Times hours={patterns.hours} weekdays={patterns.weekdays} />
          <Places devices={patterns.devices} pages={patterns.pages} />
          {patterns.overlaps.length > 0 && <Overlaps overlaps={patterns.overlaps} members={members} />}
          <Text as="p" tone="subdued">
            Counts shoppers who allowed marketing.
          </Text>
        </>
      )}
    </BlockStack>
  );
}

interface AsOfProps {
  readonly id: number;
  readonly at: Date | string;
  readonly pending: boolean;
  readonly period: number;
  readonly timezone: string;
}

/** How old the figures are, where one looks first: they are worked out once an hour, and when somebody asks. */
function AsOf({ id, at, pending, period, timezone }: AsOfProps) {
  const fetcher = useFetcher();
  const busy = pending || fetcher.state !== "idle";
  const refresh = () =>
    fetcher.submit(JSON.stringify({ days: String(period) }), {
      method: "post",
      encType: "application/json",
      action: `/app/segments/${id}/insight`,
    });
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" tone="subdued">
        As of {formatTime(at, timezone)}
      </Text>
      <Button variant="plain" onClick={refresh} loading={busy}>
        Refresh
      </Button>
    </InlineStack>
  );
}
