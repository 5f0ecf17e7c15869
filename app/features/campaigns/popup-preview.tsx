import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { CampaignForm } from "./campaign.form.ts";

/** About how shoppers see it; the theme's font replaces this one. */
export function PopupPreview({ form }: { form: CampaignForm }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Preview
        </Text>
        <Box background="bg-surface-tertiary" padding="400" borderRadius="200">
          <div
            style={{
              position: "relative",
              padding: "32px 20px 24px",
              borderRadius: 12,
              background: "#fff",
              color: "#1a1a1a",
              textAlign: "center",
              boxShadow: "0 6px 24px rgb(0 0 0 / .2)",
              overflowWrap: "anywhere",
            }}
          >
            <span aria-hidden style={{ position: "absolute", top: 8, right: 14, fontSize: 20 }}>
              ×
            </span>
            <p style={{ fontSize: 20, fontWeight: 700, lineHeight: 1.25, marginBottom: 6 }}>
              {form.heading || "Your heading"}
            </p>
            {form.text && <p style={{ whiteSpace: "pre-line", marginBottom: 16 }}>{form.text}</p>}
            {form.code && (
              <p style={{ marginBottom: 12, padding: 10, border: "1px dashed #888", borderRadius: 8, fontWeight: 600 }}>
                {form.code}
              </p>
            )}
            {form.email && (
              <p
                style={{ marginBottom: 12, padding: 10, border: "1px solid #888", borderRadius: 8, textAlign: "left" }}
              >
                E-mail
              </p>
            )}
            {form.buttonLabel && (
              <span
                style={{
                  display: "inline-block",
                  padding: "10px 24px",
                  borderRadius: 8,
                  background: "#1a1a1a",
                  color: "#fff",
                  fontWeight: 600,
                }}
              >
                {form.buttonLabel}
              </span>
            )}
          </div>
        </Box>
      </BlockStack>
    </Card>
  );
}
