import type { Evidence } from "#app/features/segments/index.server.ts";

/** What the screen of this slice shows: the view gives it, the component draws it. */
export interface ProfileView {
  /** "c" and a customer, or "v" and a visitor's reference. */
  handle: string;
  /** The customer that this visitor belongs to; null for customers and for visitors alone. */
  ownedBy: string | null;
  visitors: ProfileVisitor[];
  memberships: ProfileMembership[];
  /** Segments whose rules this person meets now. */
  rules: { segmentId: number; segment: string; since: Date }[];
  attributes: { name: string; value: string; at: Date }[];
  timeline: Moment[];
}

export interface ProfileVisitor {
  ref: string;
  firstSeen: Date;
  lastSeen: Date;
  links: ProfileLink[];
}

/** Why a visitor and a customer are one, or that the merchant parted them. */
export interface ProfileLink {
  customer: string;
  by: "signed" | "order" | "parted";
  at: Date;
  order: { id: string; name: string } | null;
}

export interface ProfileMembership {
  segmentId: number;
  segment: string;
  since: Date;
  joinedAt: Date;
  leftAt: Date | null;
  until: Date | null;
  member: boolean;
  evidence: Evidence;
}

/** One thing that happened, newest first. */
export interface Moment {
  id: string;
  at: Date;
  kind: string;
  block: string | null;
  detail: string | null;
  campaign: { id: number; name: string } | null;
  path: string | null;
  order: { id: string; name: string } | null;
}

/** What the profile's action answers. */
export type ProfileAnswer = { ok: true; did: "parted" | "joined" } | { ok: false; error: string };
