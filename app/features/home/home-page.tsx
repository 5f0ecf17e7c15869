import {
  Badge,
  BlockStack,
  Button,
  Card,
  DataTable,
  InlineStack,
  Link,
  List,
  Page,
  Spinner,
  Text,
} from "@shopify/polaris";
import type { ReactNode } from "react";
import { formatChange, formatCount, formatMoney, formatNumberOf } from "#app/ui/format.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { useReloadWhile } from "#app/ui/use-reload-while.ts";
import type { FindingKind, HomeView, Steps, Stretch } from "./screens.ts";

interface Props extends HomeView {
  readonly currency: string;
  /** The app's client id, by which the theme editor knows the embed. */
  readonly apiKey: string;
  /** What stands above all: how publishing goes. */
  readonly children: ReactNode;
  /** What stands below all. */
  readonly last: ReactNode;
}

/** The screen of the morning: what to do next, how it went, what is worth a look. */
export function HomePage({ steps, stretches, findings, unsent, imports, currency, apiKey, children, last }: Props) {
  useReloadWhile(imports.length > 0);
  return (
    <Page title="Home" primaryAction={{ content: "Create campaign", url: "/app/campaigns/new" }}>
      <BlockStack gap="400">
        {children}
        {imports.length > 0 && <Imports imports={imports} />}
        {Object.values(steps).includes(false) && <Guide steps={steps} apiKey={apiKey} />}
        <Figures stretches={stretches} currency={currency} />
        <Findings findings={findings} unsent={unsent} />
        {last}
      </BlockStack>
    </Page>
  );
}

const NAMES: Readonly<Record<HomeView["imports"][number]["what"], string>> = {
  customers: "Customers",
  products: "Products",
  collections: "Collections",
  orders: "Lines of the orders of the last 60 days",
};

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
            {NAMES[what]}: {formatCount(rows)} so far
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

interface Step {
  readonly step: keyof Steps;
  readonly title: string;
  readonly how: string;
  readonly action?: { readonly content: string; readonly url: string; readonly target?: "_top" };
}

const guideOf = (apiKey: string): readonly Step[] => [
  {
    step: "embedded",
    title: "Turn the app on in your theme",
    how: "Switch Throughline on under App embeds and save. The next visit to your shop ticks this off.",
    action: {
      content: "Open the theme editor",
      url: `shopify://admin/themes/current/editor?context=apps&activateAppId=${apiKey}/throughline`,
      target: "_top",
    },
  },
  {
    step: "active",
    title: "Activate a campaign",
    how: "Show shoppers something, and say which audience they join when they click. A draft never reaches your shop.",
    action: { content: "See campaigns", url: "/app/campaigns" },
  },
  {
    step: "member",
    title: "Get the first member of an audience",
    how: "The audience fills itself when shoppers do what the campaign asks for.",
    action: { content: "See segments", url: "/app/segments" },
  },
  {
    step: "followUp",
    title: "Show something to that audience",
    how: "Choose it in another campaign under “Who sees it”.",
  },
  {
    step: "credited",
    title: "See the first order credited",
    how: "Orders are credited to the campaigns that were clicked before.",
    action: { content: "See orders", url: "/app/orders" },
  },
];

function Guide({ steps, apiKey }: { steps: Steps; apiKey: string }) {
  const guide = guideOf(apiKey);
  const next = guide.find(({ step }) => !steps[step])?.step;
  const done = guide.filter(({ step }) => steps[step]).length;
  return (
    <TitledCard title={`Set up (${done} of ${guide.length} done)`}>
      {guide.map(({ step, title, how, action }) => (
        <InlineStack key={step} gap="300" wrap={false} blockAlign="start">
          <span style={{ flexShrink: 0 }}>
            {steps[step] ? <Badge tone="success">Done</Badge> : <Badge>To do</Badge>}
          </span>
          <BlockStack gap="100" inlineAlign="start">
            <Text as="p" fontWeight={steps[step] ? "regular" : "semibold"}>
              {title}
            </Text>
            {!steps[step] && (
              <Text as="p" tone="subdued">
                {how}
              </Text>
            )}
            {step === next && action && (
              <Button url={action.url} target={action.target}>
                {action.content}
              </Button>
            )}
          </BlockStack>
        </InlineStack>
      ))}
    </TitledCard>
  );
}

function Figures({ stretches, currency }: { stretches: readonly Stretch[]; currency: string }) {
  const count = (label: string, figure: (stretch: Stretch) => number) =>
    [label, figure, (stretch: Stretch) => formatCount(figure(stretch))] as const;
  const rows = [
    count("Pages viewed", ({ pages }) => pages),
    count("Campaigns seen", ({ impressions }) => impressions),
    count("Clicks", ({ clicks }) => clicks),
    count("Joined an audience", ({ entered }) => entered),
    count("Orders after campaigns", ({ orders }) => orders),
    [
      "Credited sales",
      ({ credited }: Stretch) => Number(credited),
      ({ credited }: Stretch) => formatMoney(credited, currency),
    ] as const,
  ];
  const recent = stretches.filter(({ ago }) => ago === 0);
  const before = (days: number) => stretches.find((one) => one.days === days && one.ago > 0);
  return (
    <TitledCard title="At a glance" gap="200">
      <DataTable
        columnContentTypes={["text", ...recent.map(() => "numeric" as const)]}
        headings={["", ...recent.map(({ days }) => `Last ${days} days`)]}
        rows={rows.map(([label, figure, shown]) => [
          label,
          ...recent.map((stretch) => {
            const earlier = before(stretch.days);
            return (
              <BlockStack key={stretch.days} inlineAlign="end">
                <span>{shown(stretch)}</span>
                {earlier && figure(stretch) + figure(earlier) > 0 && (
                  <Text as="span" variant="bodySm" tone="subdued">
                    {formatChange(figure(stretch), figure(earlier))}
                  </Text>
                )}
              </BlockStack>
            );
          }),
        ])}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        Below each figure: how it changed from as many days before. Today counts as it stands now.
      </Text>
    </TitledCard>
  );
}

const WORDS: Readonly<Record<FindingKind, string>> = {
  untargeted: "has members, and no campaign shows them anything yet.",
  unfed: "is fed by no active campaign: nobody new can join it.",
  stalled: "had nobody new for two weeks.",
};

function Findings({ findings, unsent }: Pick<HomeView, "findings" | "unsent">) {
  if (findings.length === 0 && unsent === 0) return null;
  return (
    <TitledCard title="Worth a look" gap="200">
      <List>
        {unsent > 0 && (
          <List.Item>
            <Link url="/app/answers">
              {unsent === 1 ? "An email address" : formatNumberOf(unsent, "email address", "email addresses")}
            </Link>{" "}
            did not reach Shopify.
          </List.Item>
        )}
        {findings.map(({ kind, id, name }) => (
          <List.Item key={id}>
            <Link url={`/app/segments/${id}`}>{name}</Link> {WORDS[kind]}
          </List.Item>
        ))}
      </List>
    </TitledCard>
  );
}
