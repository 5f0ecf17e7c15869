import type { Kit } from "../kit.ts";
import { recall, remember } from "../lib/memory.ts";
import type { CartFacts } from "../lib/page.ts";
import { carry, drop, read } from "./calls.ts";
import { cartToken } from "./token.ts";

/** What depends on the cart, in the index. */
const ASKS = /"(added|cart|items|products|types|vendors)"/;
/** Pieces that are added one after the other are looked at together. */
const SETTLED_MS = 300;

/** A call of the cart that some script has made, or an event of the theme's. */
export type Sign = PerformanceResourceTiming | (Event & { readonly promise?: Promise<{ cart?: Told } | undefined> });
interface Told {
  readonly totalQuantity?: unknown;
  readonly cost?: { readonly totalAmount?: { readonly amount?: unknown } };
}

type Around = Pick<Kit, "page" | "consent" | "cartChanged"> & { readonly added: () => void };

let timer = 0;
/** When the cart was last known. Our own calls are calls, too; and what the theme tells of, it has called for. */
let told = 0;

/**
 * Knows the cart from wherever it shows: what Liquid printed (no sign), events of the theme, the calls that any script
 * makes. It is asked for only where none of them tells, and then once it has changed.
 */
export function tellCart({ page, consent, cartChanged }: Kit, added: () => void, sign?: Sign): void {
  const around = { page, consent, cartChanged, added };
  if (!sign) {
    const { cart } = recall();
    if (cart?.[2] && !consent().marketing) {
      remember({ cart: [cart[0], cart[1], 0] });
      ask(around, drop());
    } else holds(around, {});
  } else if ("responseEnd" in sign) {
    if (sign.responseEnd > told) look(around);
  } else if (sign.promise)
    void sign.promise.then((result) => {
      // What the theme does not say is no number, and compares as false.
      const cartItems = Number(result?.cart?.totalQuantity);
      const cartTotal = Number(result?.cart?.cost?.totalAmount?.amount) * 100;
      if (cartItems >= 0) holds(around, cartTotal >= 0 ? { cartItems, cartTotal } : { cartItems });
      else look(around);
    }, ignore);
  else look(around);
}

/** What is known of this cart. */
function known() {
  const { cart } = recall();
  return cart?.[0] === cartToken() ? cart : undefined;
}

/** What the cart holds now. More than was known of it: something was added, on this page or on another. */
function holds(around: Around, cart: Partial<CartFacts>): void {
  const { page, consent, added, cartChanged } = around;
  told = performance.now();
  clearTimeout(timer);
  const { cartItems: count = page.cartItems } = cart;
  const { cart: last, visit } = recall();
  // Of another cart nothing is known; nor of any on a visit's first page, whose cart may be older than the visit.
  const first = last === undefined && (visit?.pages ?? 1) < 2;
  const before = known()?.[1] ?? (first ? page.cartItems : 0);
  if (consent().analytics) remember({ cart: count ? [cartToken(), count, known()?.[2] ?? 0] : undefined });
  if (count > before) added();
  cartChanged(count > before, cart);
  if (count > 0) carryOnce(around);
}

/** Once per cart: Shopify's bot protection punishes cart calls that repeat. */
function carryOnce(around: Around): boolean {
  const wanted = around.consent().marketing && !known()?.[2];
  if (wanted)
    ask(
      around,
      carry().then((cart) => {
        if (cart) remember({ cart: [cartToken(), known()?.[1] ?? 0, 1] });
        return cart;
      }),
    );
  return wanted;
}

/** A shop that does not answer costs us the reference, never the shopper an error. */
const ask = (around: Around, call: Promise<CartFacts | undefined>) =>
  void call.then((cart) => {
    if (cart) holds(around, cart);
  }, ignore);

function look(around: Around): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!carryOnce(around) && ASKS.test(JSON.stringify(around.page.index.c))) ask(around, read());
  }, SETTLED_MS);
}

/** What went wrong in the theme is the theme's to say. */
const ignore = () => undefined;
