import { Checkbox, ChoiceList, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { Conditions } from "./editor-conditions.tsx";
import type { CampaignForm } from "./campaign.form.ts";
import type { CardProps, EditorProps } from "./screens.ts";
import { SegmentPicker } from "./segment-picker.tsx";

type TargetingProps = CardProps & Pick<EditorProps, "segments" | "campaigns">;

const PAGES = [
  ["index", "Home page"],
  ["product", "Product pages"],
  ["collection", "Collection pages"],
  ["cart", "Cart"],
  ["search", "Search results"],
  ["page", "Pages"],
  ["blog", "Blog"],
  ["article", "Articles"],
] as const;

export function TargetingCard({ form, errors, change, segments, campaigns }: TargetingProps) {
  return (
    <TitledCard title="Who sees it, and where">
      <FormLayout>
        <SegmentPicker
          label="Only people in any of these segments"
          emptyText="Everybody"
          segments={segments}
          selected={form.include}
          error={errors["include"]}
          onChange={(include) => change({ include })}
        />
        <SegmentPicker
          label="Nobody in any of these segments"
          emptyText="Nobody is left out"
          segments={segments}
          selected={form.exclude}
          error={errors["exclude"]}
          onChange={(exclude) => change({ exclude })}
        />
        <ChoiceList
          allowMultiple
          title="Pages (none chosen: every page)"
          choices={PAGES.map(([value, label]) => ({ value, label }))}
          selected={form.pageTypes}
          error={errors["pageTypes"]}
          onChange={(pageTypes) => change({ pageTypes })}
        />
        <FormLayout.Group>
          <Select
            label="Visitors"
            options={[
              { label: "New and returning", value: "any" },
              { label: "New: on their first visit", value: "new" },
              { label: "Returning", value: "returning" },
            ]}
            value={form.visitor}
            onChange={(visitor) => change({ visitor: visitor as CampaignForm["visitor"] })}
          />
          <ChoiceList
            allowMultiple
            title="Devices (none chosen: every device)"
            choices={[
              { label: "Phone", value: "phone" },
              { label: "Tablet", value: "tablet" },
              { label: "Desktop", value: "desktop" },
            ]}
            selected={form.devices}
            onChange={(devices) => change({ devices })}
          />
        </FormLayout.Group>
        <Conditions form={form} errors={errors} change={change} campaigns={campaigns} />
      </FormLayout>
    </TitledCard>
  );
}

export function FrequencyCard({ form, errors, change }: CardProps) {
  return (
    <TitledCard title="How often">
      <FormLayout>
        <FormLayout.Group>
          <Select
            label="At most"
            options={[
              { label: "Once a visit", value: "visit" },
              { label: "Some times a day", value: "day" },
              { label: "Once in some days", value: "days" },
              { label: "Once ever", value: "once" },
              { label: "On every page", value: "page" },
            ]}
            value={form.frequency}
            onChange={(frequency) => change({ frequency: frequency as CampaignForm["frequency"] })}
          />
          {form.frequency === "day" && (
            <TextField
              label="Times"
              type="number"
              min={1}
              max={9}
              suffix="in 24 hours"
              value={form.frequencyTimes}
              error={errors["frequencyTimes"]}
              autoComplete="off"
              onChange={(frequencyTimes) => change({ frequencyTimes })}
            />
          )}
          {form.frequency === "days" && (
            <TextField
              label="Days"
              type="number"
              min={1}
              max={365}
              value={form.frequencyDays}
              error={errors["frequencyDays"]}
              autoComplete="off"
              onChange={(frequencyDays) => change({ frequencyDays })}
            />
          )}
        </FormLayout.Group>
        <Checkbox
          label="Stop showing it to somebody who clicked"
          checked={form.stopAfterClick}
          onChange={(stopAfterClick) => change({ stopAfterClick })}
        />
        <Checkbox
          label="Stop showing it to somebody who ordered after it"
          helpText="Only an order that it led to counts. Asks for marketing consent, as audiences do."
          checked={form.stopAfterOrder}
          onChange={(stopAfterOrder) => change({ stopAfterOrder })}
        />
        <TextField
          label="Stop showing it to somebody who closed it"
          type="number"
          min={0}
          max={9}
          suffix="times"
          helpText="0: it goes on. A day of quiet after each time is the shop's, in Settings."
          value={form.mostDismissals}
          error={errors["mostDismissals"]}
          autoComplete="off"
          onChange={(mostDismissals) => change({ mostDismissals })}
        />
        <TextField
          label="Not shown, to measure what it adds"
          type="number"
          min={0}
          max={50}
          suffix="% of those who would see it"
          helpText="They are counted as held out. 0: everybody sees it. A change begins a new test."
          value={form.holdout}
          error={errors["holdout"]}
          autoComplete="off"
          onChange={(holdout) => change({ holdout })}
        />
      </FormLayout>
    </TitledCard>
  );
}

/** When it may show, on the shop's clocks. */
export function ScheduleCard({ form, errors, change }: CardProps) {
  const field = (key: "from" | "until", label: string, helpText: string) => (
    <TextField
      label={label}
      type="datetime-local"
      helpText={helpText}
      value={form[key]}
      error={errors[key]}
      autoComplete="off"
      clearButton
      onClearButtonClick={() => change({ [key]: "" })}
      onChange={(value) => change({ [key]: value.slice(0, 16) })}
    />
  );
  return (
    <TitledCard title="Schedule">
      <Text as="p" tone="subdued">
        An active campaign shows between these two moments, in your shop’s time.
      </Text>
      <FormLayout>
        <FormLayout.Group>
          {field("from", "Shows from", "Empty: as soon as it is active.")}
          {field("until", "Shows until", "Empty: until you pause it.")}
        </FormLayout.Group>
      </FormLayout>
    </TitledCard>
  );
}
