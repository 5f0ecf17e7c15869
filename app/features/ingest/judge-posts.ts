import type { CampaignEvent, PageEvent, RejectReason, WireEvent } from "#app/contract/wire.ts";
import { wireEvent, type ParsedPost } from "#app/contract/wire.schema.ts";
import { misfitOf } from "#app/core/events/fit.ts";
import { stampOf, wasLive } from "#app/core/events/stamp.ts";
import type { Claims } from "#app/features/people/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import type { ProxyCaller } from "#app/shopify/app-proxy.server.ts";
import { rowKey } from "./event.store.server.ts";
import { campaignKey, type CampaignVersions } from "./version.store.server.ts";

/** One post, verified and parsed around its events. */
export interface Arrival {
  readonly caller: ProxyCaller;
  readonly post: ParsedPost;
  /** The shopper's network, if Shopify told it (limits.server.ts). */
  readonly address: string | null;
  /** Beyond what is kept of that network: its events are only counted. */
  readonly excess?: boolean;
  readonly bot: boolean;
  readonly receivedAt: Date;
}

/** A post of a known shop, with its events judged. */
export interface Judged extends Arrival {
  readonly shop: Shop;
  readonly visitor: string;
  readonly shopId: number;
  readonly events: readonly Stamped[];
  readonly rejected: readonly { id: string; reason: RejectReason }[];
  /** Whether the shopper allowed what marketing consent covers: links and memberships. */
  readonly marketing: boolean;
}
export type Stamped = WireEvent & { readonly stamped: string };
export type Versions = ReadonlyMap<string, CampaignVersions>;

export const isPageEvent = <E extends WireEvent>(event: E): event is E & PageEvent => event.kind === "page";
export const isCampaignEvent = <E extends WireEvent>(event: E): event is E & CampaignEvent => event.kind !== "page";

/** The events with the times at which the server says that they happened; null = a shop that does not use the app. */
export function stampEvents(arrival: Arrival, shop: Shop | undefined): Judged | null {
  if (!shop || shop.uninstalledAt) return null;
  const rejected: { id: string; reason: RejectReason }[] = [];
  const events: Stamped[] = [];
  const seen = new Set<string>();
  for (const raw of arrival.post.events) {
    const parsed = wireEvent.safeParse(raw);
    if (!parsed.success) {
      rejected.push({ id: claimedId(raw), reason: "malformed" });
      continue;
    }
    const at = stampOf(parsed.data, { received: arrival.receivedAt.getTime(), sent: arrival.post.sent });
    if (at === null) rejected.push({ id: parsed.data.id, reason: "id_time" });
    else if (!seen.has(parsed.data.id)) events.push({ ...parsed.data, stamped: new Date(at).toISOString() });
    seen.add(parsed.data.id);
  }
  const marketing = events.some((event) => event.consent === "marketing");
  return { ...arrival, shop, shopId: shop.id, visitor: arrival.post.visitor, events, rejected, marketing };
}

function claimedId(raw: unknown): string {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : "";
  return typeof id === "string" ? id.slice(0, 36) : "";
}

/** An event is judged by the version it names, whenever it arrives. */
export function fitEvents(post: Judged, versions: Versions): Judged {
  const rejected = [...post.rejected];
  const events = post.events.filter((event) => {
    const reason = isCampaignEvent(event) ? refusal(event) : null;
    if (reason) rejected.push({ id: event.id, reason });
    return !reason;
  });
  return { ...post, events, rejected };

  function refusal(event: Stamped & CampaignEvent): RejectReason | null {
    const version = versions.get(campaignKey({ ...event, shopId: post.shopId }))?.versions.get(event.version);
    if (!version || !wasLive(version, Date.parse(event.stamped))) return "unknown_version";
    return misfitOf(event, version.settings);
  }
}

/**
 * The posts of visitors that are not somebody else's: a post signed for another customer than the visitor's earlier
 * ones, or for one from whom the merchant parted it, is not taken, so that two customers on one device stay two.
 */
export function acceptable(posts: readonly Judged[], claims: readonly Claims[]) {
  const signed = new Map<string, bigint>();
  const parted = new Set<string>();
  for (const { shopId, visitor, customerId, undone } of claims)
    if (undone) parted.add(`${rowKey(shopId, visitor)} ${customerId}`);
  for (const { shopId, visitor, customerId, undone } of claims)
    if (!undone && !parted.has(`${rowKey(shopId, visitor)} ${customerId}`))
      signed.set(rowKey(shopId, visitor), customerId);
  return posts.filter(({ shopId, visitor, caller: { customerId }, marketing }) => {
    if (customerId === null) return true;
    const key = rowKey(shopId, visitor);
    const before = signed.get(key);
    if (parted.has(`${key} ${customerId}`) || (before !== undefined && before !== customerId)) return false;
    if (marketing) signed.set(key, customerId);
    return true;
  });
}
