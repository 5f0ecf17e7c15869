import type { EnrolmentTrigger } from "../audiences/enrol.ts";
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
}

/** The blocks of a popup that an event or an attribution setting can name. */
export const BLOCKS = ["button"] as const;
export type Block = (typeof BLOCKS)[number];

/** The attribution settings: what a shopper's interaction does, and how long it may earn credit. */
export interface Attribution {
  readonly when: EnrolmentTrigger;
  readonly block: Block | null;
  readonly segmentId: number;
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
  readonly joins: readonly Attribution[];
  /** Days after a click within which an order may be credited. */
  readonly clickWindowDays: number;
}

/** The only variant until experiments come. */
export const ONLY_VARIANT = "a";
