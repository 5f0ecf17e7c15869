import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Layout,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import type { ReactNode } from "react";
import { SavedFormBar, useSavedForm } from "#app/ui/use-saved-form.tsx";
import type { SettingsAnswer, SettingsForm, SettingsView } from "./screens.ts";

interface Props extends SettingsView {
  /** The switch that stops all campaigns. */
  readonly children: ReactNode;
}

export function SettingsPage({ settings: saved, unknownTimezone, debugLink, children }: Props) {
  const state = useSavedForm<SettingsForm, SettingsAnswer>(saved, {
    said: ({ did }) => (did === "saved" ? "Settings saved" : "All earlier links are revoked"),
    isSaving: ({ did }) => did === "saved",
  });
  const { form, change, errors, busy } = state;
  const revoke = () => state.post({ intent: "revoke" });

  return (
    <Page title="Settings">
      <SavedFormBar id="settings-save-bar" form={state} />
      {/* On a phone an annotated section begins at the very edge. */}
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Layout>
          {unknownTimezone !== null && (
            <Layout.Section>
              <Banner tone="warning" title="Dates and hours are in UTC">
                <p>
                  This server does not know your shop’s time zone, {unknownTimezone}. Days, schedules and hours follow
                  UTC until it is updated; then open the app once more.
                </p>
              </Banner>
            </Layout.Section>
          )}
          <Layout.AnnotatedSection
            title="Showing"
            description="For the moment when nothing may show: a mistake, a launch, a complaint."
          >
            {children}
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection
            title="Popup limits"
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
                    onChange={(overlaysAVisit) => change({ overlaysAVisit })}
                  />
                  <TextField
                    label="Pause after closing"
                    type="number"
                    min={0}
                    max={720}
                    suffix="hours"
                    helpText="No other shows in that time. 0: the next page may show one."
                    value={form.quietHours}
                    error={errors["quietHours"]}
                    autoComplete="off"
                    onChange={(quietHours) => change({ quietHours })}
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
            description="Addresses that shoppers send become customers in Shopify, subscribed to your email marketing."
          >
            <Card>
              <Checkbox
                label="Ask them to confirm by email (double opt-in)"
                helpText="They are pending until they do. Some countries demand it."
                checked={form.confirmOptIn}
                onChange={(confirmOptIn) => change({ confirmOptIn })}
              />
            </Card>
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection
            title="Why does it not show?"
            description="Your shop's pages say of each campaign whether it shows and what holds it back. Only who has the link sees that."
          >
            <Card>
              <BlockStack gap="300">
                <Text as="p">
                  The link works for a week. This browser counts as the shop’s own from then on: what it does is kept
                  apart from your numbers.
                </Text>
                <InlineStack gap="300">
                  <Button url={debugLink} external>
                    Explain campaigns in your shop
                  </Button>
                  <Button tone="critical" variant="plain" onClick={revoke} disabled={busy}>
                    Revoke all test links made so far
                  </Button>
                </InlineStack>
              </BlockStack>
            </Card>
          </Layout.AnnotatedSection>
        </Layout>
      </Box>
    </Page>
  );
}
