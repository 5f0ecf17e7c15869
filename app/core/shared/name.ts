/** Names compare after NFKC, trimming, collapsing of white space and case folding: "VIP " and "vip" are one name. */
export const nameKey = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/gu, " ").toUpperCase().toLowerCase();
