import { allocate, toMinorUnits, type MinorUnits } from "../shared/money.ts";

/** A line of an order. Amounts are decimals of the shop's currency as scaled integers (shared/money). */
export interface OrderLine {
  readonly quantity: number;
  /** What is left after refunds and edits: never subtract those again. */
  readonly currentQuantity: number;
  /** A gift card or a tip: neither is goods. */
  readonly worthless: boolean;
  /** Of one piece. */
  readonly price: bigint;
  /** Of the whole line. */
  readonly discounts: readonly bigint[];
  readonly taxes: readonly bigint[];
}

export interface Refund {
  readonly transactions: readonly { readonly amount: bigint; readonly currency: string }[];
  /** Refunded lines, each with its tax. */
  readonly lines: readonly bigint[];
  /** Shipping and duties, each with its tax. */
  readonly others: readonly bigint[];
}

export interface OrderMoney {
  /** The shop's currency. */
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly cancelled: boolean;
  readonly lines: readonly OrderLine[];
  readonly refunds: readonly Refund[];
  /** The order's own total in the shop's and the shopper's currency: the rate that its refunds are converted by. */
  readonly total: { readonly shop: bigint; readonly presentment: bigint };
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);

/**
 * What each line of an order is worth, in minor units of the shop's currency:
 * (price × quantity − discounts − tax, if prices include it) × current ÷ quantity, rounded once, half up; then what was
 * refunded as a mere amount is taken off in proportion. Nothing falls below zero; gift cards, tips, and all of a
 * cancelled order, are worth nothing. (docs/attribution.md)
 */
export function lineValues(order: OrderMoney): MinorUnits[] {
  const gross = order.lines.map((line) => (order.cancelled ? 0n : lineValue(line, order)));
  const refunded = sum(order.refunds.map((refund) => amountOnly(refund, order)));
  const total = sum(gross);
  const taken = allocate(refunded < total ? refunded : total, gross);
  return gross.map((value, index) => value - (taken[index] ?? 0n));
}

function lineValue(line: OrderLine, { currency, taxesIncluded }: OrderMoney): MinorUnits {
  if (line.worthless || line.quantity <= 0 || line.currentQuantity <= 0) return 0n;
  const net = line.price * BigInt(line.quantity) - sum(line.discounts) - (taxesIncluded ? sum(line.taxes) : 0n);
  const value = toMinorUnits(net, currency, BigInt(line.currentQuantity), BigInt(line.quantity));
  return value > 0n ? value : 0n;
}

/** What a refund paid back beyond its lines, shipping and duties; converted and rounded once, never below zero. */
function amountOnly(refund: Refund, { currency, total }: OrderMoney): MinorUnits {
  const paid = refund.transactions.map((one) =>
    one.currency === currency || total.presentment <= 0n ? one.amount : (one.amount * total.shop) / total.presentment,
  );
  const rest = toMinorUnits(sum(paid) - sum(refund.lines) - sum(refund.others), currency);
  return rest > 0n ? rest : 0n;
}
