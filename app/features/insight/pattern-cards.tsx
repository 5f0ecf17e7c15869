import { BlockStack, Card, DataTable, Link, Text } from "@shopify/polaris";
import { formatCount, formatShare } from "#app/ui/format.ts";
import { PlotCard } from "./plot-card.tsx";
import type { CampaignEngagement, Patterns } from "./screens.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

const ranked = (values: readonly number[], names: readonly string[]) =>
  names[values.indexOf(Math.max(...values))] ?? "";

/** At which hour and on which day of the week members are there. */
export function Times({ hours, weekdays }: Pick<Patterns, "hours" | "weekdays">) {
  const card = (kind: "line" | "bars", title: string, values: readonly number[], names: readonly string[]) => (
    <PlotCard
      kind={kind}
      name="Page views and interactions"
      title={title}
      label={`${title}: most at ${ranked(values, names)}`}
      points={values.map((value, at) => ({ key: names[at]?.slice(0, 3).replace(":", "") ?? "", value }))}
      headings={["When", "Page views and interactions"]}
      rows={values.map((value, at) => [names[at] ?? "", formatCount(value)])}
    />
  );
  return (
    <>
      {card("line", "By hour of the day", hours, HOURS)}
      {card("bars", "By day of the week", weekdays, WEEKDAYS)}
    </>
  );
}

/** On what, and on which pages. */
export function Places({ devices, pages }: Pick<Patterns, "devices" | "pages">) {
  const rows = (of: readonly { people: number; views: number }[], nameOf: (at: number) => string) =>
    of.map(({ people, views }, at) => [nameOf(at), formatCount(people), formatCount(views)]);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingMd">
          Where
        </Text>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric"]}
          headings={["Device", "People", "Page views"]}
          rows={rows(devices, (at) => DEVICES[devices[at]?.device ?? ""] ?? "")}
        />
        <DataTable
          columnContentTypes={["text", "numeric", "numeric"]}
          headings={["Page", "People", "Page views"]}
          rows={rows(pages, (at) => pages[at]?.path ?? "")}
        />
      </BlockStack>
    </Card>
  );
}
const DEVICES: Readonly<Record<string, string>> = { phone: "Phone", tablet: "Tablet", desktop: "Computer" };

/** What the members did with each campaign. */
export function Engagement({ campaigns }: { campaigns: readonly CampaignEngagement[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingMd">
          With campaigns
        </Text>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric", "numeric"]}
          headings={["Campaign", "Members it reached", "Interacted", "Ordered after a click"]}
          rows={campaigns.map(({ id, name, reached, interacted, converted }) => [
            <Link key={id} url={`/app/campaigns/${id}`}>
              {name}
            </Link>,
            formatCount(reached),
            formatShare(interacted, reached),
            formatShare(converted, reached),
          ])}
        />
      </BlockStack>
    </Card>
  );
}

const ROW = 36;

/** In which other segments the members are. */
export function Overlaps({ overlaps, members }: { overlaps: Patterns["overlaps"]; members: number }) {
  return (
    <PlotCard
      kind="ranks"
      name="Members that are in both"
      title="Also in"
      label={`Most are also in ${overlaps[0]?.name ?? ""}`}
      points={overlaps.map(({ name, shared }) => ({ key: name, value: shared }))}
      height={overlaps.length * ROW + 2 * ROW}
      headings={["Segment", "Members in both", "Share of the members"]}
      rows={overlaps.map(({ name, shared }) => [name, formatCount(shared), formatShare(shared, members)])}
    />
  );
}
