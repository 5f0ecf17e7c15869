import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";
import type { CampaignForm, FormErrors } from "./campaign.form.ts";
import { AudienceCard, FrequencyCard, TargetingCard } from "./editor-audience-cards.tsx";
import { ContentCard, type CardProps } from "./editor-content-card.tsx";
import { TriggerCard } from "./editor-trigger-card.tsx";
import { PopupPreview } from "./popup-preview.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface EditorProps {
  id: number | null;
  status: "draft" | "active" | "paused";
  form: CampaignForm;
  segments: { id: number; name: string; kind: string }[];
  publication: { state: "published" | "publishing" | "failed"; error: string | null };
}

/** What the action answers. */
export type EditorAnswer =
  | { ok: true; did: "saved"; id: number; published: boolean }
  | { ok: true; did: "active" | "paused" }
  | { ok: false; errors: FormErrors };

const SAVE_BAR = "campaign-save-bar";

export function CampaignEditor({ id, status, form: saved, segments, publication }: EditorProps) {
  const [form, setForm] = useState(saved);
  const [shown, setShown] = useState<FormErrors>({});
  const fetcher = useFetcher<EditorAnswer>();
  const navigate = useNavigate();
  const shopify = useAppBridge();
  const dirty = JSON.stringify(form) !== JSON.stringify(saved);
  const busy = fetcher.state !== "idle";

  const answer = fetcher.data;
  useEffect(() => {
    if (!answer) return;
    if (!answer.ok) {
      setShown(answer.errors);
      return;
    }
    setShown({});
    if (answer.did === "saved") {
      shopify.toast.show("Campaign saved");
      if (id === null) void navigate(`/app/campaigns/${answer.id}`, { replace: true });
    } else shopify.toast.show(answer.did === "active" ? "Campaign activated" : "Campaign paused");
  }, [answer, id, navigate, shopify]);

  const post = (body: { intent: "save"; form: CampaignForm } | { intent: "activate" | "pause" }) => {
    fetcher.submit(JSON.stringify(body), { method: "post", encType: "application/json" });
  };
  const change: CardProps["change"] = (part) => {
    setForm((before) => ({ ...before, ...part }));
    // An error goes as soon as its field is touched; saving says whether it still holds.
    setShown((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
  };
  const card: CardProps = { form, errors: shown, change };
  const problems = Object.values(shown);

  return (
    <Page
      title={id === null ? "New campaign" : saved.name}
      titleMetadata={id === null ? undefined : <StatusBadge status={status} />}
      backAction={{ content: "Campaigns", url: "/app" }}
      {...(id === null
        ? {}
        : {
            primaryAction: {
              content: status === "active" ? "Pause" : "Activate",
              onAction: () => post({ intent: status === "active" ? "pause" : "activate" }),
              disabled: dirty || busy,
              loading: busy,
              helpText: dirty ? "Save first" : undefined,
            },
          })}
    >
      <SaveBar id={SAVE_BAR} open={dirty}>
        <button variant="primary" onClick={() => post({ intent: "save", form })} {...(busy ? { loading: "" } : {})}>
          Save
        </button>
        <button
          onClick={() => {
            setForm(saved);
            setShown({});
          }}
        >
          Discard
        </button>
      </SaveBar>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {id !== null && <PublicationBanner publication={publication} />}
            {problems.length > 0 && (
              <Banner tone="critical" title="The campaign is not saved yet">
                <p>{shown.form ?? problems[0]}</p>
              </Banner>
            )}
            <ContentCard {...card} />
            <TriggerCard {...card} />
            <TargetingCard {...card} segments={segments} />
            <FrequencyCard {...card} />
            <AudienceCard {...card} segments={segments} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <PopupPreview form={form} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
