import type { CampaignSettings, Status } from "./settings.ts";

/** Where a campaign stands: its status, and where its schedule holds an active one back. */
export type Phase = Status | "scheduled" | "ended";

/** `now` in milliseconds since 1970. */
export function phaseOf(status: Status, { from, until }: CampaignSettings["schedule"], now: number): Phase {
  if (status !== "active") return status;
  if (until !== null && now >= until * 1_000) return "ended";
  return from !== null && now < from * 1_000 ? "scheduled" : "active";
}
