import type { EnrolmentRule } from "../audiences/enrol.ts";
import type { Frequency } from "../eligibility/decide.ts";
import type { Device, PageType } from "../targeting/rule.ts";

/** What makes an eligible overlay appear: the page's load, or that many seconds after it. */
export type Trigger = readonly ["load"] | readonly ["delay", number];

/** What a popup shows. Plain text: the renderer never reads markup. */
export interface Content {
  readonly heading: string;
  readonly text: string;
  readonly buttonLabel: string;
  /** A path of the shop or an https address; empty = the button only closes. */
  readonly buttonUrl: string;
  /** A discount code to copy; empty = none. */
  readonly code: string;
  /** Whether it asks for an e-mail address. */
  readonly email: boolean;
}

export type Status = "draft" | "active" | "paused";

/** A campaign as the merchant saved it, and as a version keeps it. */
export interface CampaignSettings {
  readonly surface: "popup";
  readonly content: Content;
  readonly trigger: Trigger;
  readonly include: readonly number[];
  readonly exclude: readonly number[];
  /** Empty = every page. */
  readonly pageTypes: readonly PageType[];
  readonly visitor: "any" | "new" | "returning";
  /** Empty = every device. */
  readonly devices: readonly Device[];
  readonly frequency: Frequency;
  readonly stopAfterClick: boolean;
  /** The attribution settings: what an interaction, an order or another goal does. */
  readonly rules: readonly EnrolmentRule<number>[];
  /** Days after a click within which an order may be credited. */
  readonly clickWindowDays: number;
}

/** The only variant until experiments come. */
export const ONLY_VARIANT = "a";
