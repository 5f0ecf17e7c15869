import type { EnrolmentRule } from "../audiences/enrol.ts";
import type { Frequency } from "../eligibility/decide.ts";
import type { Condition, Device, PageType } from "../targeting/rule.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Variant } from "./content.ts";

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
  /** What else must hold: all of these, or any. */
  readonly conditions: readonly ["all" | "any", readonly Condition<"text" | "number">[]];
  readonly frequency: Frequency;
  readonly stopAfterClick: boolean;
  /** The attribution settings: what an interaction, an order or another goal does. */
  readonly rules: readonly EnrolmentRule<number>[];
  /** Days after a click within which an order may be credited. */
  readonly clickWindowDays: number;
}
