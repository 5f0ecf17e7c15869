import type { Block } from "../../../../app/core/campaigns/content.ts";
import { recall } from "../lib/memory.ts";
import { pageRoot } from "../lib/page.ts";
import { productHandle } from "../lib/product.ts";
import type { Stage } from "../show/stage.ts";
import { money } from "./money.ts";
import { element } from "../show/element.ts";

interface Product {
  readonly id: number;
  readonly title: string;
  readonly url: string;
  /** Minor units of the shown currency. */
  readonly price: number;
  readonly featured_image?: string | { url?: string } | null;
}
const MOST = 4;

/** Cards of products, read from the shop as they show. Those that are gone are left out; without any, nothing shows. */
export function productCards(
  block: HTMLElement,
  { name, from }: Block<"products">,
  { remembers, onClick, succeeded }: Stage,
): Promise<void> {
  const root = pageRoot();
  const byHandle = (handles: readonly string[]) =>
    Promise.all(handles.map((handle) => get<Product>(`${root}products/${encodeURIComponent(handle)}.js`)));
  const recent = () => (recall().products ?? []).filter((handle) => handle !== productHandle());
  const found =
    from[0] === "chosen"
      ? byHandle(from[1])
      : from[0] === "recent"
        ? byHandle(remembers ? recent() : [])
        : recommended();
  return found.then((products) => {
    for (const product of products.filter((one) => one !== null).slice(0, MOST)) block.append(card(product));
  });

  /** Shopify recommends by a product's id, and the page tells no more than its handle. */
  async function recommended(): Promise<(Product | null)[]> {
    const [viewed] = await byHandle([productHandle() ?? ""].filter(Boolean));
    if (!viewed) return [];
    const query = `product_id=${viewed.id}&limit=${MOST}&intent=related`;
    return (await get<{ products: Product[] }>(`${root}recommendations/products.json?${query}`))?.products ?? [];
  }

  function card({ title, url, price, featured_image: image }: Product): HTMLElement {
    const link = element("a", { href: url });
    const source = typeof image === "string" ? image : image?.url;
    if (source) link.append(element("img", { src: source, alt: "", loading: "lazy", width: "120", height: "120" }));
    link.append(element("span", {}, title), element("span", {}, money(price)));
    link.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      onClick(name);
      succeeded();
    });
    return link;
  }
}

/** A missing answer is no error of the page's. */
const get = <T>(address: string): Promise<T | null> =>
  fetch(address).then(
    (response) => (response.ok ? (response.json() as Promise<T>) : null),
    () => null,
  );
