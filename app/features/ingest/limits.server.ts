import { isIP, isIPv6 } from "node:net";
import {
  MAX_EVENTS_A_DAY,
  MAX_KEPT_AN_HOUR,
  MAX_NEW_VISITORS_AN_HOUR,
  MAX_POSTS_A_MINUTE,
  MAX_SIGN_UPS_OF_ADDRESS_AN_HOUR,
  MAX_SIGN_UPS_OF_SHOP_A_DAY,
  MAX_SIGN_UPS_OF_VISITOR_A_DAY,
  MAX_UNUSUAL_KEPT_AN_HOUR,
} from "#app/contract/wire.ts";
import { makeWindowLimit } from "#app/infra/window-limit.server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const posts = makeWindowLimit(MAX_POSTS_A_MINUTE, MINUTE);
const events = makeWindowLimit(MAX_EVENTS_A_DAY, 24 * HOUR);
const newVisitors = makeWindowLimit(MAX_NEW_VISITORS_AN_HOUR, HOUR);
const kept = makeWindowLimit(MAX_KEPT_AN_HOUR, HOUR);
const signUpsOfVisitor = makeWindowLimit(MAX_SIGN_UPS_OF_VISITOR_A_DAY, 24 * HOUR);
const signUpsOfAddress = makeWindowLimit(MAX_SIGN_UPS_OF_ADDRESS_AN_HOUR, HOUR);
const signUpsOfShop = makeWindowLimit(MAX_SIGN_UPS_OF_SHOP_A_DAY, 24 * HOUR);
const unusualKept = makeWindowLimit(MAX_UNUSUAL_KEPT_AN_HOUR, HOUR);

/** Seconds after which a visitor that posts too much may come again; null = it may post. */
export function tooMuch(shop: string, visitor: string, count: number, now: Date): number | null {
  const key = `${shop} ${visitor}`;
  for (const taken of [posts.take(key, 1, now.getTime()), events.take(key, count, now.getTime())])
    if (!taken.ok) return taken.retryAfter;
  return null;
}

/**
 * Whoever is behind a network address, as far as it can be told apart: of IPv6 the network, for a subscriber has all of it.
 * What is no address is one for all. Null = none was told: then nothing can be said.
 */
export function networkOf(forwarded: string | undefined): string | null {
  const address = forwarded?.split(",", 1)[0]?.trim();
  if (address === undefined || address === "") return null;
  if (!isIP(address)) return "?";
  return isIPv6(address)
    ? new URL(`http://[${address}]`).hostname.slice(1, -1).split(":").slice(0, 4).join(":")
    : address;
}

/** A post's transaction may be tried again, and is still one post: it is judged, and taken from its limit, once. */
function oncePerPost<Of extends readonly unknown[], Judgement>(judge: (...of: Of) => Judgement) {
  const judged = new WeakMap<object, Judgement>();
  return (post: object, ...of: Of): Judgement => {
    const known = judged.get(post) ?? judge(...of);
    judged.set(post, known);
    return known;
  };
}

/** Whether the new visitors of a post (one) are too many of its address. */
export const isOneTooMany = oncePerPost((...of: Of) => isBeyond(newVisitors, ...of));

/** Whether a post is beyond what is kept of its address: then it is only counted. A post without events makes a visitor. */
export const isExcess = (shop: string, address: string | null, count: number, now: Date): boolean =>
  isBeyond(kept, shop, address, Math.max(1, count), now);

/** Whether events that don't count are beyond the sample that is kept of them. */
export const isBeyondSample = oncePerPost((...of: Of) => isBeyond(unusualKept, ...of));

/**
 * Whether a post signs up more than one browser, one network or one shop plausibly does: anybody can type anybody's address.
 * What is beyond is kept, and becomes a customer only when the merchant says so.
 */
export const signsUpTooMany = oncePerPost(
  (visitor: string, shop: string, address: string | null, count: number, now: Date): boolean => {
    const at = now.getTime();
    return !(
      signUpsOfVisitor.take(`${shop} ${visitor}`, count, at).ok &&
      !isBeyond(signUpsOfAddress, shop, address, count, now) &&
      signUpsOfShop.take(shop, count, at).ok
    );
  },
);

type Of = readonly [shop: string, address: string | null, count: number, now: Date];
const isBeyond = (limit: ReturnType<typeof makeWindowLimit>, ...[shop, address, count, now]: Of): boolean =>
  address !== null && !limit.take(`${shop} ${address}`, count, now.getTime()).ok;
