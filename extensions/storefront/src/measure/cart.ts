import { cartToken } from "../watch/token.ts";
import type { Watch } from "../watch/bundle.ts";
import type { Sign } from "../watch/cart.ts";
import type { Kit } from "../kit.ts";
import type { PageData } from "../lib/page.ts";
import { recall } from "../lib/memory.ts";

/** What themes and other apps call, by whatever means: cart/add, change, clear, update. */
const CALL = /\/cart\/[acu]/;

/** What knows the cart, and goals, and what is to be forgotten: few pages need it. What does not load is done without. */
export const withWatch = <T>(page: PageData, act: (watch: Watch) => T): Promise<T | undefined> =>
  (import(page.watch) as Promise<{ watch: Watch }>).then(({ watch }) => act(watch)).catch(() => undefined);

/** Loads what knows the cart once there is something to know: it is another than before, or does not carry the reference. */
export function awaitCart(kit: Kit, added: () => void) {
  const tell = (sign?: unknown) => withWatch(kit.page, ({ tellCart }) => tellCart(kit, added, sign as Sign));
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
