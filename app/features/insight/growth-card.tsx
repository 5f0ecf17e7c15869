import { Text } from "@shopify/polaris";
import { formatCount } from "#app/ui/format.ts";
import { PlotCard } from "./plot-card.tsx";
import type { Growth } from "./screens.ts";

/** How many members there were on each day, and how many came and went. */
export function GrowthCard({ growth, members }: { growth: Growth; members: number }) {
  const days = sizesOf(growth.days, members);
  const total = (what: "entered" | "left") => growth.days.reduce((sum, day) => sum + day[what], 0);
  return (
    <PlotCard
      kind="line"
      name="Members"
      title={`Members over ${days.length} days`}
      label={`Members: ${formatCount(days[0]?.size ?? 0)} at first, ${formatCount(members)} now`}
      points={days.map(({ day, size }) => ({ key: day, value: size }))}
      headings={["Day", "Entered", "Left", "Members"]}
      rows={days.map(({ day, entered, left, size }) => [day, entered, left, formatCount(size)]).reverse()}
    >
      <Text as="p" tone="subdued">
        {formatCount(total("entered"))} entered, {formatCount(total("left"))} left. In the {days.length} days before:{" "}
        {formatCount(growth.before.entered)} and {formatCount(growth.before.left)}.
      </Text>
    </PlotCard>
  );
}

/** The size at the end of each day, from today's backwards. */
function sizesOf(growth: Growth["days"], members: number) {
  const days: (Growth["days"][number] & { size: number })[] = [];
  let after = members;
  for (const day of [...growth].reverse()) {
    days.unshift({ ...day, size: after });
    after -= day.entered - day.left;
  }
  return days;
}
