import { productOfVariant, type Cart, type Customer, type World } from "../world.ts";

const VAT = 0.19;
const SHIPPING = 490;

export const decimal = (minor: number): string => (minor / 100).toFixed(2);
const set = (minor: number, currency: string) => ({
  shop_money: { amount: decimal(minor), currency_code: currency },
  presentment_money: { amount: decimal(minor), currency_code: currency },
});
/** The VAT that a gross amount contains. */
const taxIn = (gross: number) => Math.round(gross - gross / (1 + VAT));

export const cartTotal = (cart: Cart): number =>
  cart.items.reduce((sum, { variantId, quantity }) => sum + (productOfVariant(variantId)?.price ?? 0) * quantity, 0);

/** Places the order of a cart: the payload is the orders/create webhook (contract: prices include tax in this shop). */
export function placeOrder(
  world: World,
  cart: Cart,
  customer: Customer,
  cartToken: string,
  placed = new Date(Date.now()),
): Record<string, unknown> {
  const { currency } = world.state.shop;
  const id = world.nextId();
  const number = 1001 + world.state.orders.length;
  const at = placed.toISOString().replace(/\.\d+Z$/, "Z");
  const subtotal = cartTotal(cart);
  const total = subtotal + SHIPPING;
  const lines = cart.items.map(({ variantId, quantity }, index) => {
    const product = productOfVariant(variantId);
    if (!product) throw new Error(`no product has variant ${variantId}`);
    const tax = taxIn(product.price * quantity);
    return {
      id: id * 10 + index,
      admin_graphql_api_id: `gid://shopify/LineItem/${id * 10 + index}`,
      product_id: product.id,
      variant_id: variantId,
      title: product.title,
      vendor: product.vendor,
      quantity,
      current_quantity: quantity,
      gift_card: false,
      requires_shipping: true,
      price: decimal(product.price),
      price_set: set(product.price, currency),
      total_discount: "0.00",
      discount_allocations: [],
      tax_lines: [{ title: "VAT", rate: VAT, price: decimal(tax), price_set: set(tax, currency) }],
    };
  });
  const payload = {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${number}`,
    order_number: number,
    cart_token: cartToken,
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    test: false,
    currency,
    presentment_currency: currency,
    taxes_included: true,
    email: customer.email,
    financial_status: "paid",
    source_name: "web",
    note_attributes: Object.entries(cart.attributes).map(([name, value]) => ({ name, value })),
    subtotal_price: decimal(subtotal),
    subtotal_price_set: set(subtotal, currency),
    total_shipping_price_set: set(SHIPPING, currency),
    total_price: decimal(total),
    total_price_set: set(total, currency),
    current_total_price: decimal(total),
    current_total_price_set: set(total, currency),
    total_tax: decimal(taxIn(total)),
    customer: { id: customer.id, email: customer.email, first_name: customer.firstName },
    line_items: lines,
    refunds: [],
  };
  world.change((state) => state.orders.push({ id, name: payload.name, payload }));
  return payload;
}

/** Who is logged in, by the cookie of the demo shop's account. */
export const customerOfCookie = (world: World, cookies: string | undefined): Customer | undefined => {
  const id = Number(/(?:^|; )customer=(\d+)/.exec(cookies ?? "")?.[1]);
  return world.state.customers.find((one) => one.id === id);
};

/** Buys with an e-mail known before are the same customer's. */
export function customerOf(world: World, email: string, firstName: string): Customer {
  const known = world.state.customers.find((one) => one.email === email.toLowerCase());
  if (known) return known;
  const customer = { id: 7_000_000_000_001 + world.state.customers.length, email: email.toLowerCase(), firstName };
  world.change((state) => state.customers.push(customer));
  return customer;
}
