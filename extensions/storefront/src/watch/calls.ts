import { CART_ATTRIBUTE } from "../../../../app/contract/wire.ts";
import { recall, remember } from "../lib/memory.ts";
import { pageRoot, type CartFacts } from "../lib/page.ts";
import { visitor } from "../lib/visitor.ts";
import { post } from "../measure/post.ts";

/** The cart as the Ajax API gives it, as far as it is read here. */
interface AjaxCart {
  readonly item_count: number;
  readonly total_price: number;
  readonly items: readonly {
    readonly handle?: string;
    readonly product_type?: string;
    readonly vendor?: string;
  }[];
}

/**
 * Shopify's bot protection punishes cart calls that repeat (shopify.dev community, t/28900), and the shop's own calls
 * with them: the first refusal ends ours for the visit.
 */
async function ask(call: () => Promise<Response>): Promise<CartFacts | undefined> {
  const { refused, visit } = recall();
  if (refused && refused === visit?.id) return undefined;
  const response = await call();
  if ([403, 429].includes(response.status)) remember({ refused: recall().visit?.id });
  return response.ok ? factsOf((await response.json()) as AjaxCart) : undefined;
}

const write = (reference: string) =>
  ask(() => post(`${pageRoot()}cart/update.js`, JSON.stringify({ attributes: { [CART_ATTRIBUTE]: reference } })));

/** Puts the visitor's reference into the cart, from where it reaches the order; gives what the cart holds. */
export const carry = (): Promise<CartFacts | undefined> => write(visitor().ref);

/** Takes it out again. */
export const drop = (): Promise<CartFacts | undefined> => write("");

/** What the cart holds. */
export const read = (): Promise<CartFacts | undefined> => ask(() => fetch(`${pageRoot()}cart.js`));

function factsOf({ item_count: cartItems, total_price: cartTotal, items }: AjaxCart): CartFacts {
  const all = (key: "handle" | "product_type" | "vendor") => `|${items.map((item) => `${item[key] ?? ""}|`).join("")}`;
  return {
    cartItems,
    cartTotal,
    carried: { products: all("handle"), types: all("product_type"), vendors: all("vendor") },
  };
}
