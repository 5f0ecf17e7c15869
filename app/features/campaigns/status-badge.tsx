import { Badge } from "@shopify/polaris";

const LOOK = {
  draft: { tone: "info", label: "Draft" },
  active: { tone: "success", label: "Active" },
  paused: { tone: "attention", label: "Paused" },
} as const;

export const StatusBadge = ({ status }: { status: keyof typeof LOOK }) => (
  <Badge tone={LOOK[status].tone}>{LOOK[status].label}</Badge>
);
