import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, InlineGrid, Page } from "@shopify/polaris";
import { useBlocker, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { SavedFormBar, useSavedForm } from "#app/ui/use-saved-form.tsx";
import { AdviceCard } from "./advice-card.tsx";
import type { CampaignForm } from "./campaign.form.ts";
import { fitRules } from "./fit-rules.ts";
import type { CardProps, EditorAnswer, EditorProps } from "./screens.ts";
import { FrequencyCard, ScheduleCard, TargetingCard } from "./editor-audience-cards.tsx";
import { RulesCard } from "./editor-rules-card.tsx";
import { ContentCard } from "./editor-content-card.tsx";
import { LookCard } from "./editor-look-card.tsx";
import { TriggerCard } from "./editor-trigger-card.tsx";
import { PopupPreview } from "./popup-preview.tsx";

const DONE = { saved: "Campaign saved", active: "Campaign activated", paused: "Campaign paused" };

export function CampaignEditor(props: EditorProps) {
  const { id, status, phase, form: saved, segments, campaigns, publication, testLinks, currency } = props;
  const state = useSavedForm<CampaignForm, EditorAnswer>(saved, {
    body: (form) => ({ intent: "save", form }),
    said: ({ did }) => DONE[did],
    // Whoever made one goes to its page.
    isSaving: ({ did }) => did === "saved" && id !== null,
  });
  const { form, setForm, dirty, busy, errors, done, post } = state;
  /** Which variant is being written, and looked at. */
  const [variant, setVariant] = useState(0);
  const navigate = useNavigate();
  const shopify = useAppBridge();
  // A new campaign that was just saved leaves for its own address: this effect must stand before the one that goes there.
  const blocker = useBlocker(dirty && !(id === null && done));
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void shopify.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker, shopify]);

  const madeId = id === null && done?.did === "saved" ? done.id : null;
  useEffect(() => {
    if (madeId !== null) navigate(`/app/campaigns/${madeId}`, { replace: true });
  }, [madeId, navigate]);

  const change: CardProps["change"] = (part) => {
    setForm((before) => ({
      ...before,
      ...(part.variants ? { rules: fitRules(before.rules, before.variants, part.variants) } : {}),
      ...part,
    }));
  };
  const card: CardProps = { form, errors, change };
  const problems = Object.values(errors);

  return (
    <Page
      title={id === null ? "New campaign" : saved.name}
      titleMetadata={id === null ? undefined : <StatusBadge status={phase} />}
      secondaryActions={testLinks.map(({ variant, url }) => ({
        content: testLinks.length === 1 ? "Preview in store" : `Preview variant ${variant.toUpperCase()} in store`,
        url,
        external: true,
        helpText: dirty ? "As it was saved last" : "Past every rule; nothing is counted",
      }))}
      backAction={{ content: "Campaigns", url: "/app/campaigns" }}
      {...(id === null
        ? {}
        : {
            primaryAction: {
              content: status === "active" ? "Pause" : "Activate",
              onAction: () => post({ intent: status === "active" ? "pause" : "activate" }),
              // What is unsaved stays as it is written: nobody has to finish it first to stop what shoppers see.
              disabled: busy || (dirty && status !== "active"),
              loading: busy,
              helpText: dirty && status !== "active" ? "Save first" : undefined,
            },
          })}
    >
      <SavedFormBar id="campaign-save-bar" form={state} />
      {/* Columns of one height: what sticks stays in view as far down as the form goes. */}
      <InlineGrid columns={{ xs: 1, md: ["twoThirds", "oneThird"] }} gap="400">
        <div>
          <BlockStack gap="400">
            {id !== null && <PublicationBanner publication={publication} />}
            {problems.length > 0 && (
              <Banner tone="critical" title="The campaign is not saved yet">
                <p>{errors["form"] ?? problems[0]}</p>
              </Banner>
            )}
            <ContentCard {...card} selected={variant} select={setVariant} />
            <LookCard {...card} />
            <TriggerCard {...card} />
            <TargetingCard {...card} segments={segments} campaigns={campaigns} />
            <ScheduleCard {...card} />
            <FrequencyCard {...card} />
            <RulesCard {...card} segments={segments} />
          </BlockStack>
        </div>
        <div>
          <div style={{ position: "sticky", top: 16 }}>
            <BlockStack gap="400">
              <PopupPreview form={form} variant={variant} currency={currency} />
              <AdviceCard form={form} />
            </BlockStack>
          </div>
        </div>
      </InlineGrid>
    </Page>
  );
}
