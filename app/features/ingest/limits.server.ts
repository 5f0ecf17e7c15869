import { MAX_EVENTS_A_DAY, MAX_NEW_VISITORS_AN_HOUR, MAX_POSTS_A_MINUTE } from "#app/contract/wire.ts";
import { makeWindowLimit } from "#app/infra/window-limit.server.ts";

const MINUTE = 60_000;
const posts = makeWindowLimit(MAX_POSTS_A_MINUTE, MINUTE);
const events = makeWindowLimit(MAX_EVENTS_A_DAY, 24 * 60 * MINUTE);
const newVisitors = makeWindowLimit(MAX_NEW_VISITORS_AN_HOUR, 60 * MINUTE);

/** Seconds after which a visitor that posts too much may come again; null = it may post. */
export function tooMuch(shop: string, visitor: string, count: number, now: Date): number | null {
  const key = `${shop} ${visitor}`;
  for (const taken of [posts.take(key, 1, now.getTime()), events.take(key, count, now.getTime())])
    if (!taken.ok) return taken.retryAfter;
  return null;
}

/** Whether a new visitor is one too many of its address. Without an address nothing can be said. */
export const isOneTooMany = (shop: string, address: string | null, now: Date): boolean =>
  address !== null && !newVisitors.take(`${shop} ${address}`, 1, now.getTime()).ok;
