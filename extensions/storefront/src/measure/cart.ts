import { cartToken } from "../cart/token.ts";
import type { Sign, TellCart } from "../cart/watch.ts";
import type { Kit } from "../kit.ts";
import { recall } from "../lib/memory.ts";

/** What themes and other apps call, by whatever means: cart/add, change, clear, update. */
const CALL = /\/cart\/[acu]/;

/** Loads what knows the cart once there is something to know: it is another than before, or does not carry the reference. */
export function awaitCart(kit: Kit, added: () => void) {
  const tell = (sign?: unknown) =>
    (import(kit.page.cart) as Promise<{ tellCart: TellCart }>)
      .then(({ tellCart }) => tellCart(kit, added, sign as Sign))
      .catch(Boolean);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (CALL.test(entry.name)) void tell(entry);
  }).observe({ type: "resource" });
  for (const what of ["lines", "attributes"])
    document.addEventListener(`shopify:cart:${what}-update`, (sign) => void tell(sign));
  return () => {
    const { cart } = recall();
    const { marketing, analytics } = kit.consent();
    const { cartItems } = kit.page;
    return (
      (cart ?? (analytics && cartItems)) &&
      String(cart) !== `${cartToken()},${cartItems},${Number(marketing)}` &&
      tell()
    );
  };
}
