import { element } from "../show/element.ts";
import type { Stage } from "../show/stage.ts";

interface Cart {
  readonly discount_codes?: readonly { readonly code: string; readonly applicable?: boolean }[];
  readonly item_count?: number;
}

/** Puts a code on the cart, and says in the button's place what came of it. */
export async function applyDiscount(code: string, button: HTMLElement, stage: Stage): Promise<true> {
  const { words } = stage;
  button.toggleAttribute("disabled", true);
  const applied = await putOnCart(code).catch(() => false);
  // The shop does not answer, or the code does not fit this cart: the shopper can still type it.
  const told = element("p", { role: "status", tabindex: "-1" }, `${applied ? words.applied : words.enter}: ${code}`);
  stage.succeeded();
  button.replaceWith(told);
  told.focus();
  return true;
}

/** Beside the codes that the shopper has: the call replaces the whole list. False = it can't be applied to this cart. */
async function putOnCart(code: string): Promise<boolean> {
  const root = window.Shopify?.routes?.root ?? "/";
  const read = async () => (await (await fetch(`${root}cart.js`)).json()) as Cart;
  const before = await read();
  const codes = [...new Set([...(before.discount_codes ?? []).map((one) => one.code), code])];
  const { actions } = window.Shopify ?? {};
  // Where the theme has the standard actions, it draws its cart again by itself.
  if (actions?.updateCart) {
    await actions.updateCart({ discountCodes: codes });
    return isApplied(await read(), code);
  }
  const updated = fetch(`${root}cart/update.js`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ discount: codes.join(",") }),
  }).then((response) => response.json() as Promise<Cart>);
  const cart = await updated;
  tellTheme(cart);
  return isApplied(cart, code);
}

const isApplied = ({ discount_codes: codes }: Cart, code: string): boolean =>
  codes?.find((one) => one.code.toLowerCase() === code.toLowerCase())?.applicable !== false;

/** An element of Dawn, and of what derives from it, that draws the cart again when it is told to. */
interface CartItems extends Element {
  onCartUpdate?(): unknown;
}

/** Nobody draws the cart anew for a script that is not the theme's: each family of themes is told in its own way. */
function tellTheme(cart: Cart) {
  const detail = {
    cart,
    resource: cart,
    sourceId: "throughline",
    data: { source: "throughline", itemCount: cart.item_count },
  };
  const told = Object.assign(new Event("shopify:cart:discount-update", { bubbles: true }), {
    context: "app",
    promise: Promise.resolve({ cart }),
  });
  document.dispatchEvent(told);
  for (const name of ["cart:update", "cart:refresh", "cart:build"])
    document.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  for (const items of document.querySelectorAll<CartItems>("cart-items, cart-drawer-items")) items.onCartUpdate?.();
}
