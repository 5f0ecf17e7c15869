/** The orders screen shows the newest so many. */
export const ORDERS_SHOWN = 50;

/** What the screens of this slice show: the views give it, the components draw it. */
export interface OrderRow {
  id: string;
  name: string;
  currency: string;
  processedAt: Date;
  /** Minor units: what its lines are worth, and how much of that was credited. */
  value: string;
  credited: string;
  campaign: { id: number; name: string } | null;
  cancelled: boolean;
  test: boolean;
}

export interface LedgerView {
  name: string;
  currency: string;
  processedAt: Date;
  cancelled: boolean;
  test: boolean;
  /** How the order was tied to a shopper's visits. */
  linked: "cart" | "customer" | "none";
  lines: { id: string; title: string; current: number; quantity: number; value: string }[];
  touches: {
    campaign: { id: number; name: string };
    version: number;
    path: string;
    at: Date;
    windowDays: number;
    credited: string | null;
  }[];
}
