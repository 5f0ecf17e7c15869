import { Button, FormLayout, InlineStack, Select, TextField } from "@shopify/polaris";
import { LookupField } from "#app/ui/lookup-field.tsx";
import type { Sight } from "#app/core/segments/condition.ts";
import type { Suggested, Suggestion } from "#app/ui/suggestion.ts";
import type { ConditionProps } from "#app/ui/condition-groups.tsx";
import { fieldsOf, MONEY, type RuleConditionForm, type Subject } from "./definition.form.ts";
import type { Named, RuleChoices } from "./screens.ts";

/** What can be asked, by theme. */
const SUBJECTS: readonly (readonly [title: string, readonly (readonly [Subject, string])[]])[] = [
  [
    "Visits",
    [
      ["visits", "Visits"],
      ["viewed", "Pages viewed"],
      ["viewedProduct", "Viewed a product"],
      ["viewedCollection", "Viewed a collection"],
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
/** What a text is completed from. */
const LOOKUPS: Readonly<Partial<Record<Subject, Suggested>>> = {
  tagged: "customerTag",
  viewedTag: "productTag",
  viewedType: "type",
  viewedVendor: "vendor",
  boughtTag: "productTag",
  boughtType: "type",
  boughtVendor: "vendor",
};

type Props = ConditionProps<RuleConditionForm> & {
  readonly choices: RuleChoices;
  /** What the products and collections are called that were chosen. */
  readonly named: Named;
  readonly learn: (what: Sight, chosen: Suggestion) => void;
};

export function RuleConditionFields({ name, condition, choices, named, learn, errorOf, change }: Props) {
  const { subject } = condition;
  const has = (field: keyof RuleConditionForm) => fieldsOf(subject).has(field);
  const set = (part: Partial<RuleConditionForm>) => change({ ...condition, ...part });
  const money = MONEY.has(subject);
  const lookup = LOOKUPS[subject];
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
        {has("text") && lookup !== undefined && (
          <LookupField
            key={subject}
            what={lookup}
            label={textLabel}
            placeholder={example}
            value={condition.text}
            error={errorOf("text")}
            maxLength={200}
            onChange={(text) => set({ text })}
          />
        )}
        {has("text") && lookup === undefined && (
          <TextField
            label={textLabel}
            placeholder={example}
            value={condition.text}
            error={errorOf("text")}
            maxLength={200}
            autoComplete="off"
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
          <LookupField
            what="product"
            known={named.product}
            label={subject === "viewedProduct" ? "Which product" : "Only with product"}
            placeholder={subject === "viewedProduct" ? "Copper kettle" : "any product"}
            value={condition.product}
            error={errorOf("product")}
            maxLength={200}
            onNamed={(chosen) => learn("product", chosen)}
            onChange={(product) => set({ product })}
          />
        )}
        {has("collection") && (
          <LookupField
            what="collection"
            known={named.collection}
            label="Which collection"
            placeholder="Kitchen"
            value={condition.collection}
            error={errorOf("collection")}
            maxLength={200}
            onNamed={(chosen) => learn("collection", chosen)}
            onChange={(collection) => set({ collection })}
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
