import { z } from "zod";
import { amount, refOf, said, time, type IncomingOrder } from "#app/contract/webhook.schema.ts";
import { numberOf } from "./mirror.server.ts";

/** Without the scope for all orders Shopify gives those of the last 60 days. */
export const PAST_MS = 60 * 86_400_000;

const MONEY = "{ shopMoney { amount } }";

/** The query of a bulk operation over the orders placed since then (shopify.dev, bulk operations). */
export const pastOrdersQuery = (since: Date): string => `{
  orders(query: "created_at:>='${since.toISOString()}'") { edges { node {
    id name processedAt updatedAt cancelledAt test taxesIncluded currencyCode
    totalPriceSet ${MONEY} totalRefundedSet ${MONEY} totalRefundedShippingSet ${MONEY}
    totalTipReceivedSet ${MONEY}
    customer { id } customAttributes { key value }
    lineItems { edges { node {
      id title quantity currentQuantity isGiftCard requiresShipping product { id } originalUnitPriceSet ${MONEY}
      discountAllocations { allocatedAmountSet ${MONEY} } taxLines { priceSet ${MONEY} }
    } } }
  } } }
}`;

const money = z.object({ shopMoney: z.object({ amount }) }).transform(({ shopMoney }) => shopMoney.amount);

const orderRow = z.object({
  id: numberOf("Order"),
  name: said,
  processedAt: time,
  updatedAt: time,
  cancelledAt: time.nullable(),
  test: z.boolean(),
  taxesIncluded: z.boolean(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
  totalPriceSet: money,
  totalRefundedSet: money,
  totalRefundedShippingSet: money,
  totalTipReceivedSet: money,
  customer: z.object({ id: numberOf("Customer") }).nullable(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
});

const lineRow = z
  .object({
    id: numberOf("LineItem"),
    title: said,
    quantity: z.number().int().min(0),
    currentQuantity: z.number().int().min(0),
    isGiftCard: z.boolean(),
    requiresShipping: z.boolean(),
    product: z.object({ id: numberOf("Product") }).nullable(),
    originalUnitPriceSet: money,
    discountAllocations: z.array(z.object({ allocatedAmountSet: money })),
    taxLines: z.array(z.object({ priceSet: money })),
  })
  .transform((line) => ({
    ...line,
    discounts: line.discountAllocations.map((one) => one.allocatedAmountSet),
    taxes: line.taxLines.map((one) => one.priceSet),
  }));
type LineRow = z.output<typeof lineRow>;

/**
 * An order of a bulk operation's result and its lines, as a webhook would tell of it. Of its refunds the result has the
 * sums alone: what was paid back beyond returned lines and shipping counts as a refund of a mere amount. The order's next
 * webhook says it exactly. Throws a ZodError when Shopify sends what its schema does not promise.
 */
export function pastOrder(row: unknown, children: readonly unknown[]): IncomingOrder {
  const order = orderRow.parse(row);
  const lines = z.array(lineRow).parse(children);
  const { currencyCode: currency, totalPriceSet: total } = order;
  const tips = tipsAmong(lines, order.totalTipReceivedSet);
  return {
    id: order.id,
    name: order.name,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    test: order.test,
    customerId: order.customer?.id ?? null,
    ref: refOf(order.customAttributes.map(({ key, value }) => ({ name: key, value }))),
    lines: lines.map(({ id, title, product }) => ({ id, title, productId: product?.id ?? null })),
    money: {
      currency,
      taxesIncluded: order.taxesIncluded,
      cancelled: order.cancelledAt !== null,
      total: { shop: total, presentment: total },
      lines: lines.map((line) => ({
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        worthless: line.isGiftCard || tips.has(line.id),
        price: line.originalUnitPriceSet,
        discounts: line.discounts,
        taxes: line.taxes,
      })),
      refunds: [
        {
          transactions: [{ amount: order.totalRefundedSet, currency }],
          lines: lines.map((line) => returnedOf(line, order.taxesIncluded)),
          others: [order.totalRefundedShippingSet],
        },
      ],
    },
  };
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);

/**
 * The lines that are tips. The Admin API marks none as one: they are of no product, nothing is sent, and together they
 * are what the order says was given as tips. Where no lines are that, none is taken for one.
 */
function tipsAmong(lines: readonly LineRow[], total: bigint): ReadonlySet<bigint> {
  const could = lines.filter((line) => !line.product && !line.isGiftCard && !line.requiresShipping);
  const worth = (line: LineRow) => line.originalUnitPriceSet * BigInt(line.quantity);
  if (total <= 0n) return new Set();
  const alone = could.findLast((line) => worth(line) === total);
  if (alone) return new Set([alone.id]);
  return new Set(sum(could.map(worth)) === total ? could.map(({ id }) => id) : []);
}

/** What was paid for the pieces of a line that are no longer in the order, with tax. */
function returnedOf({ quantity, currentQuantity, originalUnitPriceSet, discounts, taxes }: LineRow, included: boolean) {
  if (quantity === 0) return 0n;
  const paid = originalUnitPriceSet * BigInt(quantity) - sum(discounts) + (included ? 0n : sum(taxes));
  return (paid * BigInt(quantity - currentQuantity)) / BigInt(quantity);
}
