import { Button, FormLayout, InlineStack, Select, TextField } from "@shopify/polaris";
import { SuggestingField } from "#app/ui/suggesting-field.tsx";
import type { ConditionProps } from "#app/ui/condition-groups.tsx";
import { fieldsOf, MONEY, type RuleConditionForm, type Subject } from "./definition.form.ts";
import type { RuleChoices } from "./screens.ts";

/** What can be asked, by theme. */
const SUBJECTS: readonly (readonly [title: string, readonly (readonly [Subject, string])[]])[] = [
  [
    "Visits",
    [
      ["visits", "Visits"],
      ["viewed", "Pages viewed"],
      ["viewedType", "Viewed a product type"],
      ["viewedVendor", "Viewed a vendor's products"],
      ["viewedTag", "Viewed products with a tag"],
      ["firstSeen", "First seen"],
      ["lastSeen", "Last seen"],
    ],
  ],
  [
    "Campaigns",
    [
      ["saw", "Saw a campaign"],
      ["clicked", "Clicked a campaign"],
      ["engaged", "Engaged with a campaign"],
      ["submitted", "Sent a campaign's form"],
      ["dismissed", "Closed a campaign"],
      ["converted", "Ordered after a campaign"],
    ],
  ],
  [
    "Orders",
    [
      ["orders", "Number of orders"],
      ["spent", "Amount spent"],
      ["average", "Average order"],
      ["boughtType", "Ordered a product type"],
      ["boughtVendor", "Ordered from a vendor"],
      ["boughtTag", "Ordered products with a tag"],
      ["lastOrder", "Last order"],
    ],
  ],
  [
    "The person",
    [
      ["customer", "Is a customer"],
      ["tagged", "Has a tag in Shopify"],
      ["subscribed", "Agreed to marketing by e-mail"],
      ["everOrdered", "Orders in all, as Shopify counts"],
      ["everSpent", "Spent in all, as Shopify counts"],
      ["member", "Is in a segment"],
      ["attribute", "Has an attribute"],
    ],
  ],
];
const UNITS: Readonly<Partial<Record<Subject, string>>> = {
  member: "hours in it",
  orders: "orders",
  everOrdered: "orders",
};
/** What the text of a condition is, and an example of one. */
const TEXTS: Readonly<Partial<Record<Subject, readonly [label: string, example: string]>>> = {
  viewed: ["Path", "/products/copper-kettle"],
  attribute: ["Attribute", "interest"],
  tagged: ["Tag", "vip"],
  viewedTag: ["Tag", "new"],
  viewedType: ["Product type", "kitchen"],
  viewedVendor: ["Vendor", "fern & kettle"],
  boughtTag: ["Tag", "new"],
  boughtType: ["Product type", "kitchen"],
  boughtVendor: ["Vendor", "fern & kettle"],
};
const SUGGESTIONS = {
  tagged: "customerTags",
  viewedTag: "productTags",
  viewedType: "types",
  viewedVendor: "vendors",
  boughtTag: "productTags",
  boughtType: "types",
  boughtVendor: "vendors",
} as const satisfies Partial<Record<Subject, keyof RuleChoices>>;
const suggestionsFor = (subject: Subject, choices: RuleChoices) =>
  subject in SUGGESTIONS
    ? choices[SUGGESTIONS[subject as keyof typeof SUGGESTIONS]].map((word) => ({ value: word, label: word }))
    : [];

type Props = ConditionProps<RuleConditionForm> & { readonly choices: RuleChoices };

export function RuleConditionFields({ name, condition, choices, errorOf, change }: Props) {
  const { subject } = condition;
  const has = (field: keyof RuleConditionForm) => fieldsOf(subject).has(field);
  const set = (part: Partial<RuleConditionForm>) => change({ ...condition, ...part });
  const money = MONEY.has(subject);
  const [textLabel, example] = TEXTS[subject] ?? ["Text", ""];
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={`Condition ${name}`}
          options={SUBJECTS.map(([title, list]) => ({
            title,
            options: list.map(([value, label]) => ({ value, label })),
          }))}
          value={subject}
          onChange={(value) => set({ subject: value as Subject })}
        />
        {has("campaign") && (
          <Select
            label="Which campaign"
            options={[
              { label: "Any campaign", value: "0" },
              ...choices.campaigns.map(({ id, name: label }) => ({ label, value: String(id) })),
            ]}
            value={String(condition.campaign)}
            onChange={(campaign) => set({ campaign: Number(campaign) })}
          />
        )}
        {has("segment") && (
          <Select
            label="Which segment"
            placeholder="Choose a segment"
            options={choices.segments.map(({ id, name: label }) => ({ label, value: String(id) }))}
            value={condition.segment === 0 ? "" : String(condition.segment)}
            error={errorOf("segment")}
            onChange={(segment) => set({ segment: Number(segment) })}
          />
        )}
        {has("path") && (
          <Select
            label="Whose path"
            options={[
              { label: "begins with", value: "starts" },
              { label: "is", value: "is" },
              { label: "contains", value: "has" },
            ]}
            value={condition.path}
            onChange={(path) => set({ path: path as RuleConditionForm["path"] })}
          />
        )}
        {has("text") && (
          <SuggestingField
            key={subject}
            label={textLabel}
            placeholder={example}
            value={condition.text}
            error={errorOf("text")}
            maxLength={200}
            suggestions={suggestionsFor(subject, choices)}
            onChange={(text) => set({ text })}
          />
        )}
        {has("value") && (
          <TextField
            label="Value"
            placeholder="outdoor"
            value={condition.value}
            error={errorOf("value")}
            maxLength={200}
            autoComplete="off"
            onChange={(value) => set({ value })}
          />
        )}
        {has("product") && (
          <SuggestingField
            label="Only with product"
            placeholder="any product"
            value={condition.product}
            error={errorOf("product")}
            maxLength={200}
            suggestions={choices.products.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(product) => set({ product })}
          />
        )}
      </FormLayout.Group>
      <FormLayout.Group condensed>
        {has("bound") && (
          <Select
            label="How much"
            options={[
              { label: "at least", value: "least" },
              { label: "less than", value: "less" },
            ]}
            value={condition.bound}
            onChange={(bound) => set({ bound: bound as RuleConditionForm["bound"] })}
          />
        )}
        {has("amount") && (
          <TextField
            label="Amount"
            suffix={money ? choices.currency : (UNITS[subject] ?? "times")}
            value={condition.amount}
            error={errorOf("amount")}
            autoComplete="off"
            onChange={(amount) => set({ amount })}
          />
        )}
        {has("when") && (
          <Select
            label="When"
            options={[
              { label: "within the last", value: "within" },
              { label: "more than … ago", value: "before" },
            ]}
            value={condition.when}
            onChange={(when) => set({ when: when as RuleConditionForm["when"] })}
          />
        )}
        {has("days") && (
          <TextField
            label={has("when") ? "Days" : "Within the last"}
            suffix="days"
            placeholder={has("when") ? undefined : "ever"}
            value={condition.days}
            error={errorOf("days")}
            autoComplete="off"
            onChange={(days) => set({ days })}
          />
        )}
      </FormLayout.Group>
      <InlineStack>
        <Button variant="plain" tone="critical" onClick={() => change(null)}>
          Remove condition {name}
        </Button>
      </InlineStack>
    </FormLayout>
  );
}
