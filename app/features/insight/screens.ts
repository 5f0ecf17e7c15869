import type { Step } from "#app/core/audiences/lineage.ts";

/** What the cards of this slice show: the views give it, the components draw it. */

/** Over how many days a segment can be looked at. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** What people did in a stretch of days. */
export interface Bought {
  /** People who came. */
  came: number;
  /** Of those who came: who ordered. */
  converted: number;
  /** Who ordered, wherever. */
  buyers: number;
  orders: number;
  /** Minor units of the shop's currency, as text. */
  revenue: string;
}

/** The same of the days of the period, and of as many before. */
export interface Trade {
  now: Bought;
  before: Bought;
}

/** What can't be added up from day to day, as it was at one moment. */
export interface Patterns {
  trade: Trade;
  /** Page views and interactions by hour of the shop's day, from midnight on, and by weekday, from Monday on. */
  hours: number[];
  weekdays: number[];
  devices: { device: string; people: number; views: number }[];
  pages: { path: string; people: number; views: number }[];
  campaigns: CampaignEngagement[];
  overlaps: { id: number; name: string; shared: number }[];
}

/** What members did with a campaign: numbers of people. */
export interface CampaignEngagement {
  id: number;
  name: string;
  /** It was their turn, in either arm. */
  reached: number;
  interacted: number;
  /** An order of theirs was credited to it. */
  converted: number;
}

export interface Growth {
  /** Each day of the shop, oldest first. */
  days: { day: string; entered: number; left: number }[];
  /** In as many days before. */
  before: { entered: number; left: number };
}

export interface InsightView {
  period: Period;
  growth: Growth;
  /** Null while they are worked out for the first time. */
  patterns: (Patterns & { at: Date; everybody: Trade }) | null;
  /** They are being worked out anew. */
  pending: boolean;
  lineage: Lineage;
}

export interface Lineage {
  /** What feeds the segment, and what feeds that. */
  from: readonly Step[];
  /** What it unlocks, and what that leads to. */
  to: readonly Step[];
}
