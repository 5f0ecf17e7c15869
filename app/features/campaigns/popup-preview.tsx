import { Box } from "@shopify/polaris";
import type { CSSProperties } from "react";
import { partsOf } from "#app/core/campaigns/content.ts";
import { mergeText, type MergeValues } from "#app/core/campaigns/merge.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import { isBlank, type BlockForm } from "./block.form.ts";
import type { CampaignForm } from "./campaign.form.ts";
import type { LookForm } from "./variant.form.ts";

/** Somebody whom the preview greets. */
const SAMPLE: MergeValues = {
  "customer.first_name": "Ada",
  "cart.total": "25.00",
  "cart.items": "2",
  code: "CODE",
};

/** About how shoppers see the first variant; the theme's font replaces this one. */
export function PopupPreview({ form: { surface, variants, look, teaser } }: { form: CampaignForm }) {
  const bar = surface === "bar";
  return (
    <TitledCard title="Preview">
      {variants[0]?.steps.map((step, at) => (
        <Box key={at} background="bg-surface-tertiary" padding={bar ? "0" : "400"} borderRadius="200">
          <div
            style={{
              position: "relative",
              padding: bar ? "12px 40px" : "32px 20px 24px",
              borderRadius: bar ? 0 : Number(look.radius) || 0,
              background: look.background,
              color: look.ink,
              textAlign: "center",
              boxShadow: look.shadow ? "0 6px 24px rgb(0 0 0 / .2)" : "none",
              overflowWrap: "anywhere",
            }}
          >
            {surface !== "inline" && (
              <span aria-hidden style={{ position: "absolute", top: 8, right: 14, fontSize: 20 }}>
                ×
              </span>
            )}
            {step
              .filter((block) => !isBlank(block))
              .map((block) => (
                <div
                  key={block.name}
                  style={block.half ? { display: "inline-block", width: "48%", verticalAlign: "top" } : {}}
                >
                  <PreviewBlock block={{ ...block, text: mergeText(block.text, SAMPLE) }} look={look} />
                </div>
              ))}
          </div>
        </Box>
      ))}
      {teaser && (
        <span
          style={{
            alignSelf: "start",
            padding: "6px 14px",
            borderRadius: 8,
            background: look.accent,
            color: look.accentInk,
          }}
        >
          {teaser}
        </span>
      )}
    </TitledCard>
  );
}

function PreviewBlock({ block, look }: { block: BlockForm; look: LookForm }) {
  const box: CSSProperties = { marginBottom: 12, padding: 10, borderRadius: 8, border: `1px solid ${look.ink}` };
  switch (block.type) {
    case "heading":
      return (
        <p style={{ fontSize: 20, fontWeight: 700, lineHeight: 1.25, marginBottom: 6 }}>
          {block.text || "Your heading"}
        </p>
      );
    case "text":
      return (
        <p style={{ whiteSpace: "pre-line", marginBottom: 16 }}>
          {partsOf(block.text).map((part, at) => (typeof part === "string" ? part : <u key={at}>{part[0]}</u>))}
        </p>
      );
    case "image":
      return block.address.startsWith("https://") ? (
        <img src={block.address} alt={block.alt} style={{ maxWidth: "100%", marginBottom: 12 }} />
      ) : (
        <p style={box}>Image</p>
      );
    case "button":
      return (
        <p style={{ marginBottom: 12 }}>
          <span
            style={{
              display: "inline-block",
              padding: "10px 24px",
              borderRadius: 8,
              background: look.accent,
              color: look.accentInk,
              fontWeight: 600,
            }}
          >
            {block.text}
          </span>
        </p>
      );
    case "code":
      return <p style={{ ...box, borderStyle: "dashed", fontWeight: 600 }}>{block.code || "CODE"}</p>;
    case "email":
      return (
        <div style={{ marginBottom: 12 }}>
          {block.withName && <p style={{ ...box, textAlign: "start" }}>First name</p>}
          <p style={{ ...box, textAlign: "start" }}>E-mail</p>
          {block.consent && <p style={{ fontSize: 12 }}>{block.consent}</p>}
        </div>
      );
    case "choice":
      return (
        <div style={{ marginBottom: 12 }}>
          <p style={{ fontWeight: 600 }}>{block.text || "Your question"}</p>
          {block.answers.split("\n").map((answer, at) => (
            <p key={at} style={{ ...box, margin: "6px 0" }}>
              {answer}
            </p>
          ))}
        </div>
      );
    case "countdown":
      return <p style={{ fontSize: 24, fontWeight: 700, marginBottom: 12 }}>00:14:59</p>;
    case "products":
      return <p style={box}>Products</p>;
    case "spacer":
      return <div style={{ height: 24 }} />;
  }
}
