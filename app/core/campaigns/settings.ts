import type { EnrolmentRule } from "../audiences/enrol.ts";
import type { Frequency } from "../eligibility/decide.ts";
import type { Condition, Device, PageType } from "../targeting/rule.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Variant } from "./content.ts";

export type OwnCondition = Condition<"text" | "number" | "past">;
export const GROUP_KINDS = ["all", "any", "none"] as const;
/** All of these, any or none. */
export type ConditionGroup<C> = readonly [(typeof GROUP_KINDS)[number], readonly C[]];

export type Status = "draft" | "active" | "paused";

/** A campaign as the merchant saved it, and as a version keeps it. */
export interface CampaignSettings {
  /** At least one. All of one surface. */
  readonly variants: readonly Variant[];
  /** Of inline content: the placement that it competes for; else empty. */
  readonly placement: string;
  /** Percent of the eligible visitors who are not shown it, to measure what it adds. */
  readonly holdout: number;
  readonly trigger: Trigger;
  readonly include: readonly number[];
  readonly exclude: readonly number[];
  /** Empty = every page. */
  readonly pageTypes: readonly PageType[];
  readonly visitor: "any" | "new" | "returning";
  /** Empty = every device. */
  readonly devices: readonly Device[];
  /** What else must hold: groups of conditions. In a condition on the past, campaign 0 is this one. */
  readonly conditions: ConditionGroup<ConditionGroup<OwnCondition>>;
  /** When it may show, in seconds since 1970; null = from now on, or for ever. */
  readonly schedule: { readonly from: number | null; readonly until: number | null };
  readonly frequency: Frequency;
  readonly stopAfterClick: boolean;
  /** An order that it led to ends it for the visitor. */
  readonly stopAfterOrder: boolean;
  /** After so many dismissals it does not show again to a visitor; 0 = it does. */
  readonly mostDismissals: number;
  /** The attribution settings: what an interaction, an order or another goal does. */
  readonly rules: readonly EnrolmentRule<number>[];
  /** Days after a click within which an order may be credited. */
  readonly clickWindowDays: number;
}
