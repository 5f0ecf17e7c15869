/** Whether this runtime knows a time zone (IANA) by that name. Zones are added and renamed: Shopify's list may be newer. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The zone itself where it is known, else UTC. */
export const knownZone = (name: string): string => (isZone(name) ? name : "UTC");
