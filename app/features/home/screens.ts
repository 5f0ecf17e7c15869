/** What a stretch of days brought. */
export interface Stretch {
  days: number;
  /** How many days ago it ended; 0 = it goes until today. */
  ago: number;
  pages: number;
  impressions: number;
  clicks: number;
  /** Memberships of audiences that began, as they were noticed. */
  entered: number;
  orders: number;
  /** Credited to campaigns, in minor units of the shop's currency, as text. */
  credited: string;
}

/** What a merchant has done, and so sees what comes next. */
export interface Steps {
  /** The script was seen on the shop's pages. */
  embedded: boolean;
  active: boolean;
  member: boolean;
  followUp: boolean;
  credited: boolean;
}

export type FindingKind = "untargeted" | "unfed" | "stalled";
/** Something about an audience that is worth a look. */
export interface Finding {
  kind: FindingKind;
  id: number;
  name: string;
}

export interface HomeView {
  steps: Steps;
  /** The last 7 days and the last 30, each with as many before. */
  stretches: Stretch[];
  /** What is brought from Shopify, as long as that is not through. */
  imports: { what: "customers" | "products" | "collections" | "orders"; rows: number; error: string | null }[];
  findings: Finding[];
  /** E-mail addresses that Shopify did not take. */
  unsent: number;
}
