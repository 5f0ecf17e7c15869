import { Badge } from "@shopify/polaris";
import type { Status } from "#app/core/campaigns/settings.ts";

const LOOK = {
  draft: { tone: "info", label: "Draft" },
  active: { tone: "success", label: "Active" },
  paused: { tone: "attention", label: "Paused" },
} as const satisfies Record<Status, object>;

export const StatusBadge = ({ status }: { status: Status }) => (
  <Badge tone={LOOK[status].tone}>{LOOK[status].label}</Badge>
);
