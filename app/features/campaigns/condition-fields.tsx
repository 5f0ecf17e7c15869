import { Button, FormLayout, InlineStack, Select, TextField } from "@shopify/polaris";
import type { ConditionProps } from "#app/ui/condition-groups.tsx";
import { countries, languages } from "#app/ui/codes.ts";
import { ListedField } from "#app/ui/listed-field.tsx";
import { LookupField } from "#app/ui/lookup-field.tsx";
import type { Suggested, Suggestion } from "#app/ui/suggestion.ts";
import { isCarried, isDeed, isNumber, isPath, WEEKDAYS, type ConditionForm } from "./condition.form.ts";
import type { EditorProps } from "./screens.ts";

type Fact = ConditionForm["fact"];

/** What can be asked for, by theme; with an example of the value. */
const FACTS: readonly (readonly [title: string, readonly (readonly [Fact, string, string])[]])[] = [
  [
    "This page",
    [
      ["path", "Page path", "/collections/tea, /products/"],
      ["query", "What follows ? in the address", "ref=friend"],
      ["language", "Language of the page", "de, fr"],
      ["market", "Market", "europe"],
      ["country", "Country", "DE, AT"],
    ],
  ],
  [
    "How the visit began",
    [
      ["referrer", "Came from (referrer)", "google., instagram.com"],
      ["landing", "First page of the visit", "/pages/sale"],
      ["source", "UTM source", "newsletter"],
      ["medium", "UTM medium", "email"],
      ["campaign", "UTM campaign", "spring"],
      ["term", "UTM term", "kettle"],
      ["content", "UTM content", "banner"],
    ],
  ],
  [
    "Now",
    [
      ["cart", "Cart value in the shop's currency", "50"],
      ["items", "Items in the cart", "1"],
      ["products", "Product in the cart (handle)", "kettle, teapot"],
      ["types", "Product type in the cart", "Kettles"],
      ["vendors", "Vendor in the cart", "Fern"],
      ["hour", "Hour of the day, your shop's time", "17"],
      ["day", "Day of the week, your shop's time", "sat, sun"],
      ["stay", "Seconds in this visit", "60"],
      ["pages", "Pages in this visit", "3"],
    ],
  ],
  [
    "Earlier visits",
    [
      ["visits", "Visits so far, this one included", "2"],
      ["away", "Days since the visit before", "14"],
      ["shown", "Times a campaign showed", "1"],
      ["clicked", "Times it was clicked", "1"],
      ["submitted", "Times its form was sent", "1"],
      ["dismissed", "Times it was closed", "1"],
    ],
  ],
];
const EXAMPLES = new Map(FACTS.flatMap(([, facts]) => facts.map(([fact, , example]) => [fact, example])));
const HOW: Readonly<Record<ConditionForm["how"], string>> = {
  is: "is",
  starts: "begins with",
  has: "contains",
  like: "looks like (* stands for anything)",
  least: "is at least",
  less: "is less than",
};

/** What a value is completed from: what the shop has, or lists that are the same for all. */
const LOOKUPS: Readonly<Partial<Record<Fact, Suggested>>> = {
  path: "path",
  products: "handle",
  types: "type",
  vendors: "vendor",
};
const LISTS: Readonly<Partial<Record<Fact, () => readonly Suggestion[]>>> = {
  country: countries,
  language: languages,
  day: () => Object.entries(WEEKDAYS).map(([value, label]) => ({ value, label })),
};

type Props = ConditionProps<ConditionForm> & Pick<EditorProps, "campaigns">;

/** How a fact may be compared, the most useful first. */
const comparisonsOf = (fact: Fact): ConditionForm["how"][] => {
  if (isNumber(fact)) return ["least", "less"];
  return fact === "day" || isCarried(fact) ? ["is"] : ["is", "starts", "has", "like"];
};

export function ConditionFields({ name, condition, campaigns, errorOf, change }: Props) {
  const { fact, how, value } = condition;
  const possible = comparisonsOf(fact);
  const lookup = LOOKUPS[fact];
  const list = LISTS[fact];
  const written = {
    label: "Value",
    placeholder: EXAMPLES.get(fact),
    helpText: isNumber(fact)
      ? undefined
      : `Several: separated by commas.${isPath(fact) ? " Without a language's folder, such as /fr, it counts in each language." : ""}`,
    value,
    error: errorOf("value"),
    maxLength: 500,
    onChange: (next: string) => change({ ...condition, value: next }),
  };
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={`Condition ${name}`}
          options={FACTS.map(([title, facts]) => ({
            title,
            options: facts.map(([one, label]) => ({ value: one, label })),
          }))}
          value={fact}
          onChange={(next) => {
            const chosen = next as Fact;
            const fits = comparisonsOf(chosen);
            change({ ...condition, fact: chosen, how: fits.includes(how) ? how : (fits[0] ?? "is") });
          }}
        />
        <Select
          label="How"
          options={possible.map((one) => ({ value: one, label: HOW[one] }))}
          value={how}
          error={possible.includes(how) ? undefined : errorOf("how")}
          onChange={(next) => change({ ...condition, how: next as ConditionForm["how"] })}
        />
        {lookup !== undefined ? (
          <LookupField key={fact} what={lookup} several {...written} />
        ) : list !== undefined ? (
          <ListedField key={fact} list={list} several {...written} />
        ) : (
          <TextField autoComplete="off" {...written} />
        )}
      </FormLayout.Group>
      {isDeed(fact) && (
        <FormLayout.Group condensed>
          <Select
            label="Which campaign"
            options={[
              { label: "This one", value: "0" },
              ...campaigns.map(({ id, name: title }) => ({ label: title, value: String(id) })),
            ]}
            value={String(condition.campaign)}
            error={errorOf("campaign")}
            onChange={(campaign) => change({ ...condition, campaign: Number(campaign) })}
          />
          <TextField
            label="Within"
            type="number"
            min={1}
            max={365}
            suffix="days"
            value={condition.days}
            error={errorOf("days")}
            autoComplete="off"
            onChange={(days) => change({ ...condition, days })}
          />
        </FormLayout.Group>
      )}
      <InlineStack>
        <Button variant="plain" tone="critical" onClick={() => change(null)}>
          Remove condition {name}
        </Button>
      </InlineStack>
    </FormLayout>
  );
}
