import { Badge, BlockStack, Card, DataTable, InlineStack, Link, List, Spinner, Text } from "@shopify/polaris";
import { formatCount, formatMoney } from "#app/ui/format.ts";
import { useReloadWhile } from "#app/ui/use-reload-while.ts";
import type { Finding, FindingKind, HomeView, Steps, Stretch } from "./screens.ts";

interface Props extends HomeView {
  readonly currency: string;
}

/** What to do next, how it went, what is worth a look. */
export function HomeCards({ steps, stretches, findings, imports, currency }: Props) {
  useReloadWhile(imports.length > 0);
  return (
    <>
      {imports.length > 0 && <Imports imports={imports} />}
      {Object.values(steps).includes(false) && <Guide steps={steps} />}
      <Figures stretches={stretches} currency={currency} />
      {findings.length > 0 && <Findings findings={findings} />}
    </>
  );
}

/** What is being brought from Shopify when the app is new to the shop. */
function Imports({ imports }: Pick<HomeView, "imports">) {
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel="Under way" />
          <Text as="h2" variant="headingMd">
            Bringing what Shopify knows
          </Text>
        </InlineStack>
        {imports.map(({ what, rows, error }) => (
          <Text as="p" key={what}>
            {what === "customers" ? "Customers" : "Products"}: {formatCount(rows)} so far
            {error !== null && `. ${error} It is tried again by itself.`}
          </Text>
        ))}
        <Text as="p" tone="subdued">
          Rules can ask for tags, consent and product types as soon as it is through. You can go on meanwhile.
        </Text>
      </BlockStack>
    </Card>
  );
}

const GUIDE: readonly (readonly [keyof Steps, title: string, how: string])[] = [
  [
    "embedded",
    "Turn the app on in your theme",
    "In the theme editor, under App embeds. A visit to your shop ticks this off.",
  ],
  ["active", "Activate a campaign", "A draft never reaches your shop."],
  [
    "member",
    "Get the first member of an audience",
    "The audience fills itself when shoppers do what the campaign asks for.",
  ],
  ["followUp", "Show something to that audience", "Choose it in another campaign under “Who sees it”."],
  ["credited", "See the first order credited", "Orders are credited to the campaigns that were clicked before."],
];

function Guide({ steps }: { steps: Steps }) {
  const done = GUIDE.filter(([step]) => steps[step]).length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Set up ({done} of {GUIDE.length} done)
        </Text>
        {GUIDE.map(([step, title, how]) => (
          <InlineStack key={step} gap="300" wrap={false} blockAlign="start">
            <span style={{ flexShrink: 0 }}>
              {steps[step] ? <Badge tone="success">Done</Badge> : <Badge>To do</Badge>}
            </span>
            <BlockStack gap="050">
              <Text as="p" fontWeight={steps[step] ? "regular" : "semibold"}>
                {title}
              </Text>
              {!steps[step] && (
                <Text as="p" tone="subdued">
                  {how}
                </Text>
              )}
            </BlockStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Figures({ stretches, currency }: { stretches: readonly Stretch[]; currency: string }) {
  const row = (label: string, cell: (stretch: Stretch) => string) => [label, ...stretches.map(cell)];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          At a glance
        </Text>
        <DataTable
          columnContentTypes={["text", ...stretches.map(() => "numeric" as const)]}
          headings={[
            "",
            ...stretches.map(({ days, ago }) => (ago === 0 ? `Last ${days} days` : `${days} days before`)),
          ]}
          rows={[
            row("Pages viewed", ({ pages }) => formatCount(pages)),
            row("Campaigns seen", ({ impressions }) => formatCount(impressions)),
            row("Clicks", ({ clicks }) => formatCount(clicks)),
            row("Orders after campaigns", ({ orders }) => formatCount(orders)),
            row("Credited sales", ({ credited }) => formatMoney(credited, currency)),
          ]}
        />
      </BlockStack>
    </Card>
  );
}

const WORDS: Readonly<Record<FindingKind, string>> = {
  untargeted: "has members, and no campaign shows them anything yet.",
  unfed: "is fed by no active campaign: nobody new can join it.",
  stalled: "had nobody new for two weeks.",
};

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Worth a look
        </Text>
        <List>
          {findings.map(({ kind, id, name }) => (
            <List.Item key={id}>
              <Link url={`/app/segments/${id}`}>{name}</Link> {WORDS[kind]}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
