import type { EnrolmentRule } from "#app/core/audiences/enrol.ts";
import type { SegmentForm } from "./definition.form.ts";
import type { Phase } from "#app/core/campaigns/phase.ts";
import type { Sight } from "#app/core/segments/condition.ts";
import type { Suggestion } from "#app/ui/suggestion.ts";

/** What the screens of this slice show: the views give it, the components draw it. */
export interface SegmentRow {
  id: number;
  name: string;
  kind: string;
  tags: string[];
  archived: boolean;
  createdAt: Date;
  /** A rule segment whose members were never worked out yet. */
  building: boolean;
  members: number;
  /** Entered minus left on each of the last 30 days, today last. */
  changes: number[];
  lastEntered: Date | null;
  /** How many campaigns name it. */
  usedBy: number;
  /** The day of the shop on which the first member entered; null while it waits for one. */
  started: string | null;
  campaign: { id: number; name: string } | null;
  /** What its place in the chosen order goes by. */
  rank: string;
}

/** A page of the list. */
export interface SegmentListView {
  segments: SegmentRow[];
  /** Whether the shop has any segment at all. */
  any: boolean;
  /** Every tag that the shop's segments have. */
  tags: string[];
  /** The places before and after which more follows; null = nothing does. */
  previous: string | null;
  next: string | null;
}

export interface SegmentUsers {
  campaigns: CampaignLink[];
  segments: { id: number; name: string }[];
}

/** What the insight slice draws on a segment's page. */
export interface InsightSlots {
  readonly insight: React.ReactNode;
  readonly lineage: React.ReactNode;
}

export type Named = Readonly<Record<Sight, readonly Suggestion[]>>;

/** What a rule may name, and in which currency it speaks of money. */
export interface RuleChoices {
  campaigns: { id: number; name: string }[];
  segments: { id: number; name: string }[];
  /** What the products and collections are called that the rule names, by number. */
  named: Named;
  /** Since when the app sees what shoppers do here. */
  since: Date;
  /** Since when orders are known: those before the install come by a bulk operation. */
  ordersSince: Date;
  currency: string;
}

export interface RuleSegmentView {
  kind: "rule";
  id: number;
  name: string;
  description: string;
  tags: string[];
  archived: boolean;
  /** Its members are being worked out. */
  building: boolean;
  builtAt: Date | null;
  members: number;
  entered: number;
  left: number;
  usedBy: SegmentUsers;
  choices: RuleChoices;
  form: SegmentForm;
  rows: { handle: string; since: Date }[];
}

/** A segment whose members are listed by hand. */
export interface ListView {
  kind: "static";
  id: number;
  name: string;
  description: string;
  tags: string[];
  archived: boolean;
  members: number;
  entered: number;
  left: number;
  usedBy: SegmentUsers;
  rows: { handle: string; since: Date }[];
}

/** A customer as the shop's search shows them. */
export interface FoundPerson {
  id: string;
  name: string;
  email: string;
}

/** What the actions of such a segment answer. */
export type ListAnswer =
  | { ok: true; did: "saved"; id: number }
  | { ok: true; did: "added"; added: number; already: number; notFound: string[]; unreadable: string[] }
  | { ok: true; did: "removed"; removed: number }
  | { ok: false; errors: Readonly<Record<string, string | undefined>> };

export interface AudienceView {
  kind: "audience";
  id: number;
  name: string;
  description: string;
  tags: string[];
  archived: boolean;
  /** Its ending was changed, and its members are being looked at again. */
  recounting: boolean;
  endsAfterDays: number | null;
  endsOnOrder: boolean;
  endsOnJoining: number | null;
  members: number;
  entered: number;
  left: number;
  feeds: FeedingCampaign[];
  usedBy: SegmentUsers;
  /** Other audiences of the shop, for the ending. */
  others: { id: number; name: string }[];
  rows: MemberRow[];
}

export interface CampaignLink {
  id: number;
  name: string;
  status: Phase;
}

export interface FeedingCampaign extends CampaignLink {
  rules: EnrolmentRule<number>[];
}

export interface MemberRow {
  /** "c" and a customer, or "v" and a visitor's reference. */
  handle: string;
  since: Date;
  joinedAt: Date;
  until: Date | null;
  /** Why: the event, or the order, behind the latest join. */
  evidence: Evidence;
}

export interface Evidence {
  /** Null = no campaign: it was done by hand. */
  campaignId: number | null;
  campaign: string | null;
  version: number | null;
  kind: string;
  block: string | null;
  /** The threshold of a view, the element of an engagement, the goal, the order's name. */
  detail: string | null;
  path: string | null;
}

/** What the action of a segment made by hand answers. */
export type SegmentAnswer =
  { ok: true; did: "saved"; id: number } | { ok: false; errors: Readonly<Record<string, string | undefined>> };

/** What the audience's action answers. */
export type AudienceAnswer =
  | { ok: true; did: "saved" | "archived" | "restored" }
  | { ok: false; errors: Readonly<Record<string, string | undefined>> };
