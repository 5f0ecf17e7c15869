import { Banner, BlockStack, Card, Text, TextField } from "@shopify/polaris";
import type { AudienceForm } from "#app/contract/audience.schema.ts";
import { tagText } from "#app/contract/form-fields.ts";
import { AudienceFields } from "#app/ui/audience-fields.tsx";
import { SavedFormBar, useSavedForm } from "#app/ui/use-saved-form.tsx";
import { TagsField } from "./tags-field.tsx";
import type { AudienceAnswer, AudienceView } from "./screens.ts";

type Form = AudienceForm & { name: string; tags: string };

const formOf = (view: AudienceView): Form => ({
  name: view.name,
  description: view.description,
  tags: tagText(view.tags),
  endsAfterDays: view.endsAfterDays === null ? "" : String(view.endsAfterDays),
  endsOnOrder: view.endsOnOrder,
  endsOnJoining: view.endsOnJoining,
});

/** Name, description and ending: what of an audience a merchant may change by hand. */
export function AudienceSettingsCard(view: AudienceView) {
  const state = useSavedForm<Form, AudienceAnswer>(formOf(view), {
    body: (form) => ({ intent: "save", form }),
    said: () => "Audience saved",
  });
  const { form, change, errors } = state;

  return (
    <Card>
      <SavedFormBar id="audience-save-bar" form={state} />
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Settings
        </Text>
        {errors["form"] && (
          <Banner tone="critical">
            <p>{errors["form"]}</p>
          </Banner>
        )}
        <TextField
          label="Name"
          value={form.name}
          error={errors["name"]}
          maxLength={120}
          autoComplete="off"
          onChange={(name) => change({ name })}
        />
        <TagsField value={form.tags} error={errors["tags"]} change={(tags) => change({ tags })} />
        <AudienceFields form={form} errors={errors} audiences={view.others} change={change} />
      </BlockStack>
    </Card>
  );
}
