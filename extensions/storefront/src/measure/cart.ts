import { CART_ATTRIBUTE } from "../../../../app/contract/wire.ts";
import { recall, remember } from "../lib/memory.ts";
import { visitor } from "../lib/visitor.ts";
import { post } from "./post.ts";

/**
 * Puts the visitor's reference into the cart, from where it reaches the order. Once per cart and value, and only when
 * the cart has items: Shopify's bot protection punishes cart calls that repeat (shopify.dev community, t/28900).
 */
export function carryReference(): void {
  const { ref } = visitor();
  if (recall().cart === ref) return;
  writeAttribute(ref, () => remember({ cart: ref }));
}

/** Takes the reference out again when marketing consent is withdrawn. */
export function dropReference(): void {
  if (!recall().cart) return;
  remember({ cart: undefined });
  writeAttribute("");
}

function writeAttribute(value: string, written?: () => void): void {
  post(`${window.Shopify?.routes?.root ?? "/"}cart/update.js`, { attributes: { [CART_ATTRIBUTE]: value } }).then(
    ({ ok }) => {
      if (ok) written?.();
    },
    () => undefined,
  );
}
