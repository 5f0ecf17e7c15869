/** How the last saved state stands on the storefront. "refused": it failed for good, until something is saved. */
export interface Publication {
  state: "published" | "publishing" | "failed" | "refused";
  /** Why it failed, in words for the merchant. */
  error: string | null;
}

export const publicationOf = (shop: {
  publishWanted: number;
  publishDone: number;
  publishError: string | null;
  /** When it is tried next; null = not by itself. */
  publishDue: Date | null;
}): Publication => {
  const { publishError: error, publishDue } = shop;
  if (shop.publishDone >= shop.publishWanted) return { state: "published", error: null };
  if (error === null) return { state: "publishing", error };
  return { state: publishDue === null ? "refused" : "failed", error };
};
