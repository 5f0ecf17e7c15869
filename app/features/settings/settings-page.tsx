import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, Checkbox, FormLayout, Layout, Page, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { SettingsAnswer, SettingsForm } from "./screens.ts";

export function SettingsPage({ settings: saved }: { settings: SettingsForm }) {
  const [form, setForm] = useState(saved);
  const fetcher = useFetcher<SettingsAnswer>();
  const shopify = useAppBridge();
  const busy = fetcher.state !== "idle";
  const errors = fetcher.data?.ok === false ? fetcher.data.errors : {};
  const done = !busy && fetcher.data?.ok === true;
  useEffect(() => {
    if (done) shopify.toast.show("Settings saved");
  }, [done, shopify]);
  const save = () => fetcher.submit(JSON.stringify(form), { method: "post", encType: "application/json" });

  return (
    <Page title="Settings">
      <SaveBar id="settings-save-bar" open={JSON.stringify(form) !== JSON.stringify(saved)}>
        <button variant="primary" onClick={save} {...(busy ? { loading: "" } : {})}>
          Save
        </button>
        <button onClick={() => setForm(saved)}>Discard</button>
      </SaveBar>
      <Layout>
        <Layout.AnnotatedSection
          title="Fairness to shoppers"
          description="Over all campaigns together. Bars and inline content are not counted: they cover nothing."
        >
          <Card>
            <BlockStack gap="300">
              <FormLayout>
                <TextField
                  label="Popups, slide-ins and full screens in one visit"
                  type="number"
                  min={1}
                  max={20}
                  helpText="Never more than one on a page. A visit ends after 30 quiet minutes."
                  value={form.overlaysAVisit}
                  error={errors["overlaysAVisit"]}
                  autoComplete="off"
                  onChange={(overlaysAVisit) => setForm({ ...form, overlaysAVisit })}
                />
                <TextField
                  label="Quiet after one was closed"
                  type="number"
                  min={0}
                  max={720}
                  suffix="hours"
                  helpText="No other shows in that time. 0: the next page may show one."
                  value={form.quietHours}
                  error={errors["quietHours"]}
                  autoComplete="off"
                  onChange={(quietHours) => setForm({ ...form, quietHours })}
                />
              </FormLayout>
              {errors["form"] && (
                <Text as="p" tone="critical">
                  {errors["form"]}
                </Text>
              )}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Sign-ups"
          description="Addresses that shoppers send become customers in Shopify, subscribed to your e-mail marketing."
        >
          <Card>
            <Checkbox
              label="Ask them to confirm by e-mail (double opt-in)"
              helpText="They are pending until they do. Some countries demand it."
              checked={form.confirmOptIn}
              onChange={(confirmOptIn) => setForm({ ...form, confirmOptIn })}
            />
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
