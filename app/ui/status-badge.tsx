import { Badge } from "@shopify/polaris";
import type { Phase } from "#app/core/campaigns/phase.ts";

const LOOK = {
  draft: { tone: "info", label: "Draft" },
  active: { tone: "success", label: "Active" },
  scheduled: { tone: "info", label: "Scheduled" },
  ended: { tone: "attention", label: "Ended" },
  paused: { tone: "attention", label: "Paused" },
} as const satisfies Record<Phase, object>;

export const StatusBadge = ({ status }: { status: Phase }) => (
  <Badge tone={LOOK[status].tone}>{LOOK[status].label}</Badge>
);
