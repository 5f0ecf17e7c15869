/**
 * What the storefront and the server say to each other. Constants and types only: the storefront script carries no
 * validator. wire.schema.ts is the server's half.
 */
import type { Device } from "../core/targeting/rule.ts";

/** Below the app proxy's path. */
export const EVENTS_PATH = "events";
export const CONTENT_PATH = "content";
/** The private cart attribute that carries a visitor's reference into the order. */
export const CART_ATTRIBUTE = "__throughline";

export const MAX_EVENTS = 50;
export const MAX_BODY_BYTES = 64 * 1024;

/** The consent an event was made under: analytics alone, or analytics and marketing. */
export type EventConsent = "analytics" | "marketing";
export const DISMISS_MEANS = ["button", "escape", "backdrop"] as const;
export type DismissMeans = (typeof DISMISS_MEANS)[number];

interface EventBase {
  /** UUIDv7 made in the browser: a repeat is recognised by it. */
  readonly id: string;
  readonly visit: string;
  /** Browser time, milliseconds since 1970. */
  readonly at: number;
  readonly consent: EventConsent;
  readonly path: string;
}

export interface PageEvent extends EventBase {
  readonly kind: "page";
  readonly pageType: string;
}

export const CAMPAIGN_KINDS = ["exposure", "impression", "click", "dismiss"] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];

export interface CampaignEvent extends EventBase {
  readonly kind: CampaignKind;
  readonly campaign: number;
  readonly version: number;
  readonly variant: string;
  /** With a click: the block clicked. */
  readonly block?: string | undefined;
  /** With a dismiss: by what. */
  readonly means?: DismissMeans | undefined;
}

export type WireEvent = PageEvent | CampaignEvent;

export interface EventPost {
  /** Browser time of sending: the server takes the clock's error from it. */
  readonly sent: number;
  /** Storage and posts only: a credential. */
  readonly visitor: string;
  /** Carts and orders: seen by others. */
  readonly ref: string;
  readonly device: Device;
  readonly events: readonly WireEvent[];
}

/** Why the server did not take an event. */
export type RejectReason = "malformed" | "id_time" | "unknown_version" | "unknown_block";

export interface Membership {
  /** Opaque segment key. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly joined: number;
}

export interface EventAnswer {
  /** Server time, milliseconds since 1970. */
  readonly now: number;
  /** Number of the current publication. */
  readonly index: number;
  /** Campaigns that went off within the last week: they must not show any more, whatever a cached page says. */
  readonly stop: readonly number[];
  readonly memberships: readonly Membership[];
  readonly rejected: readonly { readonly id: string; readonly reason: RejectReason }[];
  /** The browser must take a new id and send again: this one belongs to somebody else. */
  readonly newVisitor?: true;
}
