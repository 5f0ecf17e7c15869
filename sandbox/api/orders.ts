import { GraphQLError } from "graphql";
import type { World } from "../world.ts";
import { connection } from "./connection.ts";

/** An order's payload as webhooks carry it, as far as the Admin API is asked for it. */
interface Payload {
  readonly id: number;
  readonly name: string;
  readonly created_at: string;
  readonly processed_at: string;
  readonly updated_at: string;
  readonly cancelled_at: string | null;
  readonly test: boolean;
  readonly taxes_included: boolean;
  readonly currency: string;
  readonly total_price: string;
  readonly customer: { readonly id: number } | null;
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
  readonly line_items: readonly Line[];
  readonly refunds: readonly { readonly transactions: readonly { readonly amount: string }[] }[];
}
interface Line {
  readonly id: number;
  readonly title: string;
  readonly quantity: number;
  readonly current_quantity: number;
  readonly gift_card: boolean;
  readonly product_id: number | null;
  readonly requires_shipping: boolean;
  /** With a tip alone: how it was paid. */
  readonly tip?: object;
  readonly price: string;
  readonly tax_lines: readonly { readonly price: string }[];
}

const money = (amount: string) => ({ shopMoney: { amount } });

const drawnLine = (line: Line) => ({
  id: `gid://shopify/LineItem/${line.id}`,
  title: line.title,
  quantity: line.quantity,
  currentQuantity: line.current_quantity,
  isGiftCard: line.gift_card,
  requiresShipping: line.requires_shipping,
  product: line.product_id === null ? null : { id: `gid://shopify/Product/${line.product_id}` },
  originalUnitPriceSet: money(line.price),
  discountAllocations: [],
  taxLines: line.tax_lines.map(({ price }) => ({ priceSet: money(price) })),
});

const drawn = (order: Payload) => ({
  id: `gid://shopify/Order/${order.id}`,
  name: order.name,
  processedAt: order.processed_at,
  updatedAt: order.updated_at,
  cancelledAt: order.cancelled_at,
  test: order.test,
  taxesIncluded: order.taxes_included,
  currencyCode: order.currency,
  totalPriceSet: money(order.total_price),
  totalRefundedSet: money(
    order.refunds
      .flatMap(({ transactions }) => transactions.map(({ amount }) => Number(amount)))
      .reduce((sum, amount) => sum + amount, 0)
      .toFixed(2),
  ),
  totalRefundedShippingSet: money("0.00"),
  totalTipReceivedSet: money(
    order.line_items
      .filter(({ tip }) => tip)
      .reduce((sum, { price, quantity }) => sum + Number(price) * quantity, 0)
      .toFixed(2),
  ),
  customer: order.customer && { id: `gid://shopify/Customer/${order.customer.id}` },
  customAttributes: order.note_attributes.map(({ name, value }) => ({ key: name, value })),
  lineItems: () => connection(order.line_items.map(drawnLine)),
});

/** The shop's orders, as the Admin API has them. Of its search it knows the one that the app asks. */
export const orderResolvers = (world: World) => ({
  orders: ({ query }: { query?: string }) => {
    const since = /^created_at:>='([^']+)'$/.exec(query ?? "")?.[1];
    if (since === undefined) throw new GraphQLError(`The sandbox does not search orders for ${query ?? "nothing"}.`);
    const orders = world.state.orders.map(({ payload }) => payload as unknown as Payload);
    return connection(orders.filter((one) => Date.parse(one.created_at) >= Date.parse(since)).map(drawn));
  },
});
