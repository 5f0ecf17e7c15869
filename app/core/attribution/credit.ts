import type { CLICK_TOUCHES } from "../audiences/history.ts";
import { compareStamps } from "../audiences/law.ts";
import type { MinorUnits } from "../shared/money.ts";

/** An interaction that may earn credit. Times in milliseconds since 1970. */
export interface Touch {
  readonly id: string;
  readonly at: number;
  readonly campaignId: number;
  readonly kind: (typeof CLICK_TOUCHES)[number] | "impression";
  readonly visitId: string;
  /** Of the version that the shopper saw. */
  readonly windowDays: number;
  /** Whose lines its campaign may claim; absent = every line. */
  readonly products?: readonly bigint[];
}

const DAY = 86_400_000;

/** The end of the second of `processedAt`: Shopify tells orders' times in whole seconds. */
export const endOfSecond = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000 + 999;

/**
 * The touches of an order: those within their window before it, of each campaign, kind and visit the last, oldest first.
 */
export function touchesOf<T extends Touch>(touches: readonly T[], processedAt: number): T[] {
  const end = endOfSecond(processedAt);
  const last = new Map<string, T>();
  const within = touches.filter((touch) => touch.at <= end && touch.at >= end - touch.windowDays * DAY);
  for (const touch of within.sort(compareStamps)) last.set(`${touch.campaignId} ${touch.kind} ${touch.visitId}`, touch);
  return [...last.values()].sort(compareStamps);
}

export interface Line {
  readonly id: bigint;
  readonly value: MinorUnits;
  /** Null = of no product: shipping, say. */
  readonly productId?: bigint | null;
}

export interface Credit {
  readonly lineId: bigint;
  readonly touchId: string;
  readonly campaignId: number;
  readonly amount: MinorUnits;
}
