import { BlockStack, Card, Checkbox, ChoiceList, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { Conditions } from "./editor-conditions.tsx";
import type { CampaignForm } from "./campaign.form.ts";
import type { CardProps, EditorProps } from "./screens.ts";
import { SegmentPicker } from "./segment-picker.tsx";

type WithSegments = CardProps & Pick<EditorProps, "segments">;

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

export function TargetingCard({ form, errors, change, segments }: WithSegments) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Who sees it, and where
        </Text>
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
          <Conditions form={form} errors={errors} change={change} />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

export function FrequencyCard({ form, errors, change }: CardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          How often
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <Select
              label="At most"
              options={[
                { label: "Once a visit", value: "visit" },
                { label: "Once in some days", value: "days" },
                { label: "Once ever", value: "once" },
                { label: "On every page", value: "page" },
              ]}
              value={form.frequency}
              onChange={(frequency) => change({ frequency: frequency as CampaignForm["frequency"] })}
            />
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
      </BlockStack>
    </Card>
  );
}
