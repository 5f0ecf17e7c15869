import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Card, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { AudienceForm } from "#app/contract/audience.schema.ts";
import { tagText } from "#app/contract/form-fields.ts";
import { AudienceFields } from "#app/ui/audience-fields.tsx";
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
  const saved = formOf(view);
  const [form, setForm] = useState(saved);
  const fetcher = useFetcher<AudienceAnswer>();
  const shopify = useAppBridge();
  const dirty = JSON.stringify(form) !== JSON.stringify(saved);
  const busy = fetcher.state !== "idle";
  const errors = fetcher.data?.ok === false ? fetcher.data.errors : {};
  const done = fetcher.state === "idle" && fetcher.data?.ok ? fetcher.data : undefined;
  const [handled, setHandled] = useState<AudienceAnswer>();
  if (done && done !== handled) {
    // Saved: the form is what the server made of it, and nothing is unsaved any more.
    setHandled(done);
    setForm(saved);
  }
  useEffect(() => {
    if (done) shopify.toast.show("Audience saved");
  }, [done, shopify]);
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));

  return (
    <Card>
      <SaveBar id="audience-save-bar" open={dirty}>
        <button
          variant="primary"
          onClick={() =>
            fetcher.submit(JSON.stringify({ intent: "save", form }), { method: "post", encType: "application/json" })
          }
          {...(busy ? { loading: "" } : {})}
        >
          Save
        </button>
        <button onClick={() => setForm(saved)}>Discard</button>
      </SaveBar>
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
