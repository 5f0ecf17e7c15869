/** How the last saved state stands on the storefront. */
export interface Publication {
  state: "published" | "publishing" | "failed";
  /** Why it failed, in words for the merchant. */
  error: string | null;
}

export const publicationOf = (shop: {
  publishWanted: number;
  publishDone: number;
  publishError: string | null;
}): Publication => {
  if (shop.publishDone >= shop.publishWanted) return { state: "published", error: null };
  return shop.publishError === null
    ? { state: "publishing", error: null }
    : { state: "failed", error: shop.publishError };
};
