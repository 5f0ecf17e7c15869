import { z } from "zod";
import { parseDecimal } from "../core/shared/money.ts";
import { storable } from "../core/shared/text.ts";
import type { OrderMoney } from "../core/attribution/value.ts";
import { CART_ATTRIBUTE } from "./wire.ts";

/** The few fields of an order's payload that are read; the same names stand in shopify.app.toml (`include_fields`). */
export const amount = z.string().transform((text, context) => {
  const parsed = parseDecimal(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: "custom", message: "is no amount" });
  return z.NEVER;
});
const shopMoney = z.object({ shop_money: z.object({ amount }) }).transform((set) => set.shop_money.amount);
const bothMoney = z.object({ shop_money: z.object({ amount }), presentment_money: z.object({ amount }) });
const id = z.number().int().positive();
export const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 10_000, "is no time that can be kept");
/** A text of Shopify's: what the database can't keep of it is replaced, for the rest is wanted. */
export const said = z.string().transform(storable);
const orEmpty = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

const refund = z.object({
  transactions: orEmpty(z.object({ amount, currency: z.string(), kind: z.string(), status: z.string() })),
  refund_line_items: orEmpty(z.object({ subtotal_set: shopMoney, total_tax_set: shopMoney })),
  refund_shipping_lines: orEmpty(z.object({ subtotal_amount_set: shopMoney.optional() })),
  order_adjustments: orEmpty(
    z.object({ kind: z.string().optional(), amount_set: shopMoney, tax_amount_set: shopMoney.optional() }),
  ),
  total_duties_set: shopMoney.nullish(),
});

const line = z.object({
  id,
  title: said,
  product_id: id.nullish(),
  quantity: z.number().int().min(0),
  current_quantity: z.number().int().min(0),
  gift_card: z.boolean().nullish(),
  // A tip is a line too: it carries one of these, and no other line does.
  tip: z.unknown().optional(),
  tip_payment_gateway: z.unknown().optional(),
  tip_payment_method: z.unknown().optional(),
  price_set: shopMoney,
  discount_allocations: orEmpty(z.object({ amount_set: shopMoney })),
  tax_lines: orEmpty(z.object({ price_set: shopMoney })),
});

const payload = z.object({
  id,
  name: said,
  currency: z.string().regex(/^[A-Z]{3}$/),
  processed_at: time,
  updated_at: time,
  cancelled_at: time.nullish(),
  test: z.boolean().nullish(),
  taxes_included: z.boolean(),
  total_price_set: bothMoney,
  customer: z.object({ id }).nullish(),
  note_attributes: orEmpty(z.object({ name: z.string(), value: z.unknown() })),
  line_items: z.array(line),
  refunds: orEmpty(refund),
});

export interface IncomingOrder {
  readonly id: bigint;
  readonly name: string;
  readonly processedAt: Date;
  readonly updatedAt: Date;
  readonly cancelledAt: Date | null;
  readonly test: boolean;
  readonly customerId: bigint | null;
  /** The visitor reference of the cart attribute. */
  readonly ref: string | null;
  readonly lines: readonly { id: bigint; title: string; productId: bigint | null }[];
  readonly money: OrderMoney;
}

/** An orders/create or orders/updated body. Throws a ZodError when Shopify sends what its contract does not promise. */
export function parseOrder(body: unknown): IncomingOrder {
  const order = payload.parse(body);
  return {
    id: BigInt(order.id),
    name: order.name,
    processedAt: order.processed_at,
    updatedAt: order.updated_at,
    cancelledAt: order.cancelled_at ?? null,
    test: order.test ?? false,
    customerId: order.customer ? BigInt(order.customer.id) : null,
    ref: refOf(order.note_attributes),
    lines: order.line_items.map((one) => ({
      id: BigInt(one.id),
      title: one.title,
      productId: typeof one.product_id === "number" ? BigInt(one.product_id) : null,
    })),
    money: {
      currency: order.currency,
      taxesIncluded: order.taxes_included,
      cancelled: order.cancelled_at instanceof Date,
      total: {
        shop: order.total_price_set.shop_money.amount,
        presentment: order.total_price_set.presentment_money.amount,
      },
      lines: order.line_items.map((one) => ({
        quantity: one.quantity,
        currentQuantity: one.current_quantity,
        worthless: (one.gift_card ?? false) || isTip(one),
        price: one.price_set,
        discounts: one.discount_allocations.map((allocation) => allocation.amount_set),
        taxes: one.tax_lines.map((tax) => tax.price_set),
      })),
      refunds: order.refunds.map((one) => ({
        transactions: one.transactions.filter(({ kind, status }) => kind === "refund" && status === "success"),
        lines: one.refund_line_items.map((item) => item.subtotal_set + item.total_tax_set),
        others: [
          ...one.refund_shipping_lines.map((item) => item.subtotal_amount_set ?? 0n),
          ...one.order_adjustments
            .filter(({ kind }) => kind === "shipping_refund")
            .map((item) => magnitude(item.amount_set) + magnitude(item.tax_amount_set ?? 0n)),
          ...(typeof one.total_duties_set === "bigint" ? [one.total_duties_set] : []),
        ],
      })),
    },
  };
}

const isTip = (one: z.output<typeof line>) =>
  [one.tip, one.tip_payment_gateway, one.tip_payment_method].some((mark) => mark !== null && mark !== undefined);

/** The visitor reference among an order's attributes; null = it carries none, or what can't be one. */
export function refOf(attributes: readonly { readonly name: string; readonly value?: unknown }[]): string | null {
  const value = attributes.find((one) => one.name === CART_ATTRIBUTE)?.value;
  return typeof value === "string" && /^[0-9a-z]{16,32}$/.test(value) ? value : null;
}

/** Adjustments come with a minus sign. */
const magnitude = (amount: bigint) => (amount < 0n ? -amount : amount);
