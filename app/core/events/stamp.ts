import { timeOfUuid } from "../identity/uuid.ts";

const HOUR = 3_600_000;
/** How long an event may be under way, and how long after its end a version may still be named. */
export const WEEK = 7 * 24 * HOUR;

/**
 * The time at which an event happened: the browser's, shifted by the error of its clock (`received` − `sent` of the
 * post), never after it was received. Null = the id or the time is older than 7 days, or over an hour ahead: the id
 * names the partition that keeps the event, so it must be true. All in milliseconds since 1970.
 */
export function stampOf(
  event: { readonly id: string; readonly at: number },
  { received, sent }: { readonly received: number; readonly sent: number },
): number | null {
  const at = Math.min(received, event.at + received - sent);
  const made = timeOfUuid(event.id);
  return made < received - WEEK || made > received + HOUR || at < received - WEEK ? null : at;
}

/** A version may be named by an event if it was live within the 7 days before it: pages are cached, browsers offline. */
export const wasLive = (
  { from, until }: { readonly from: number; readonly until: number | null },
  at: number,
): boolean => from <= at && (until === null || until >= at - WEEK);
