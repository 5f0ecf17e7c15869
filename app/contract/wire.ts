/**
 * What the storefront and the server say to each other. Constants and types only: the storefront script carries no
 * validator. wire.schema.ts is the server's half.
 */
import type { Content } from "../core/campaigns/content.ts";
import type { Misfit } from "../core/events/fit.ts";
import type { Device } from "../core/targeting/rule.ts";

/** Below the app proxy's path. */
export const EVENTS_PATH = "events";
export const CONTENT_PATH = "content";
export const TEST_PATH = "test";
/** The private cart attribute that carries a visitor's reference into the order. */
export const CART_ATTRIBUTE = "__throughline";

/** Caps of what a browser may claim (design, section 10). */
export const MAX_EVENTS = 50;
export const MAX_BODY_BYTES = 64 * 1024;
export const MAX_POSTS_A_MINUTE = 60;
export const MAX_EVENTS_A_DAY = 2_000;
/** Past it, an address's new visitors are kept apart as unusual. */
export const MAX_NEW_VISITORS_AN_HOUR = 300;
/** What is kept of an address: events, and visitors without any. The rest is counted, as unusual. */
export const MAX_KEPT_AN_HOUR = 10_000;
/** Email addresses that become customers by themselves: of a visitor, of a network address, of a shop. */
export const MAX_SIGN_UPS_OF_VISITOR_A_DAY = 5;
export const MAX_SIGN_UPS_OF_ADDRESS_AN_HOUR = 50;
export const MAX_SIGN_UPS_OF_SHOP_A_DAY = 20_000;
/** Of events that don't count (unusual ones, bots') a sample is kept. */
export const MAX_UNUSUAL_KEPT_AN_HOUR = 1_000;

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
  readonly product?: number | undefined;
  readonly collection?: number | undefined;
  readonly cart?:
    | {
        /** Minor units of the shop's currency. */
        readonly value: number;
        readonly count: number;
        readonly products: readonly number[];
      }
    | undefined;
  /** On a visit's first page: where the shopper came from, and what followed ? in its address. */
  readonly source?:
    | {
        readonly referrer: string;
        readonly landing: string;
        readonly query: string;
      }
    | undefined;
  /** Why campaigns did not show: of at most 20. */
  readonly held?: readonly { readonly campaign: number; readonly reason: string }[] | undefined;
}

export const MAX_HELD = 20;

export const CAMPAIGN_KINDS = [
  "exposure",
  "impression",
  "view",
  "click",
  "engagement",
  "submit",
  "dismiss",
  "goal",
] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];

export interface CampaignEvent extends EventBase {
  readonly kind: CampaignKind;
  readonly campaign: number;
  readonly version: number;
  /** Empty for an exposure of the held-out arm. */
  readonly variant: string;
  /** With an exposure: which arm. Absent = shown. */
  readonly arm?: Arm | undefined;
  /** With a click, an engagement, a submit or a block's view: the block. */
  readonly block?: string | undefined;
  /** With a view: the threshold that was reached, in seconds. */
  readonly seconds?: number | undefined;
  /** With an engagement: with what of the block. */
  readonly element?: string | undefined;
  /** With a submit: what was typed, by field. Kept apart from the event. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly goal?: string | undefined;
  /** With a dismiss: by what. */
  readonly means?: DismissMeans | undefined;
}

export const ARMS = ["shown", "held"] as const;
export type Arm = (typeof ARMS)[number];

export type WireEvent = PageEvent | CampaignEvent;

export interface EventPost {
  /** Browser time of sending: the server takes the clock's error from it. */
  readonly sent: number;
  /** Storage and posts only: a credential. */
  readonly visitor: string;
  /** Carts and orders: seen by others. */
  readonly ref: string;
  readonly device: Device;
  /** Number of the publication that the page carried. */
  readonly index?: number | undefined;
  /** This browser is the shop's own: counted apart, never attributed. */
  readonly own?: true | undefined;
  readonly events: readonly WireEvent[];
}

/**
 * What the link of a merchant shows: one content wherever its rules would have it, or, to explain them, all campaigns'
 * names by id.
 */
export type Rehearsal =
  { readonly content: Content; readonly placement: string } | { readonly names: Readonly<Record<string, string>> };

/** Why the server did not take an event. */
export type RejectReason = "malformed" | "id_time" | "unknown_version" | Misfit;

export interface Membership {
  /** Opaque segment key. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly joined: number;
  /** When it runs out by itself. */
  readonly until?: number;
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
