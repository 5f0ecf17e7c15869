import type { Status } from "#app/core/campaigns/settings.ts";

/** What the screens of this slice show: the views give it, the components draw it. */
export interface SegmentRow {
  id: number;
  name: string;
  members: number;
  /** The first member's join; null while the audience waits for it. */
  startedAt: Date | null;
  campaign: { id: number; name: string } | null;
}

export interface AudienceView {
  id: number;
  name: string;
  kind: string;
  members: number;
  feeds: CampaignLink[];
  usedBy: CampaignLink[];
  rows: MemberRow[];
}

export interface CampaignLink {
  id: number;
  name: string;
  status: Status;
}

export interface MemberRow {
  /** "v" and the end of a visitor's id, or "c" and a customer. */
  profile: string;
  since: Date;
  joinedAt: Date;
  /** Why: the event behind the latest join. */
  evidence: { campaignId: number; campaign: string | null; version: number; kind: string; path: string };
}
