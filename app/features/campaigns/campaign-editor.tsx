import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, InlineGrid, Page } from "@shopify/polaris";
import { useBlocker, useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { AdviceCard } from "./advice-card.tsx";
import type { FormErrors } from "./campaign.form.ts";
import { fitRules } from "./fit-rules.ts";
import type { CardProps, EditorAnswer, EditorProps } from "./screens.ts";
import { FrequencyCard, ScheduleCard, TargetingCard } from "./editor-audience-cards.tsx";
import { RulesCard } from "./editor-rules-card.tsx";
import { ContentCard } from "./editor-content-card.tsx";
import { LookCard } from "./editor-look-card.tsx";
import { TriggerCard } from "./editor-trigger-card.tsx";
import { PopupPreview } from "./popup-preview.tsx";

const SAVE_BAR = "campaign-save-bar";
const DONE = { saved: "Campaign saved", active: "Campaign activated", paused: "Campaign paused" };

export function CampaignEditor(props: EditorProps) {
  const { id, status, phase, form: saved, segments, campaigns, publication, testLinks, currency } = props;
  const [form, setForm] = useState(saved);
  /** Which variant is being written, and looked at. */
  const [variant, setVariant] = useState(0);
  /** Fields changed since the last save was refused: their errors are out of date. */
  const [touched, setTouched] = useState<readonly string[]>([]);
  const fetcher = useFetcher<EditorAnswer>();
  const navigate = useNavigate();
  const shopify = useAppBridge();
  const dirty = JSON.stringify(form) !== JSON.stringify(saved);
  const busy = fetcher.state !== "idle";

  const errors: FormErrors =
    fetcher.data?.ok === false
      ? Object.fromEntries(
          Object.entries(fetcher.data.errors).filter(([field]) => !touched.includes(field.split(".")[0] ?? "")),
        )
      : {};
  // Only once the screen's own data is loaded again: a navigation that interrupts that would show what was before.
  const done = fetcher.state === "idle" && fetcher.data?.ok ? fetcher.data : undefined;
  const [handled, setHandled] = useState<EditorAnswer>();
  const [sent, setSent] = useState(saved);
  if (done && done !== handled && id !== null) {
    setHandled(done);
    // Saved: the form is what the server made of it (trimmed, say). What was typed meanwhile stays, and is unsaved.
    if (done.did === "saved" && JSON.stringify(form) === JSON.stringify(sent)) setForm(saved);
  }
  // A new campaign that was just saved leaves for its own address: this effect must stand before the one that goes there.
  const blocker = useBlocker(dirty && !(id === null && done));
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void shopify.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker, shopify]);

  useEffect(() => {
    if (!done) return;
    shopify.toast.show(DONE[done.did]);
    if (done.did === "saved" && id === null) navigate(`/app/campaigns/${done.id}`, { replace: true });
  }, [done, id, navigate, shopify]);

  const post = (body: { intent: "save"; form: EditorProps["form"] } | { intent: "activate" | "pause" }) => {
    setTouched([]);
    setSent(form);
    fetcher.submit(JSON.stringify(body), { method: "post", encType: "application/json" });
  };
  const change: CardProps["change"] = (part) => {
    setForm((before) => ({
      ...before,
      ...(part.variants ? { rules: fitRules(before.rules, before.variants, part.variants) } : {}),
      ...part,
    }));
    setTouched((before) => [...before, ...Object.keys(part)]);
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
      <SaveBar id={SAVE_BAR} open={dirty}>
        <button variant="primary" onClick={() => post({ intent: "save", form })} {...(busy ? { loading: "" } : {})}>
          Save
        </button>
        <button
          onClick={() => {
            change(saved);
          }}
        >
          Discard
        </button>
      </SaveBar>
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
