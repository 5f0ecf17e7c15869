import type { Contents, StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { Device, TextFact } from "../../../../app/core/targeting/rule.ts";

/** What the app embed printed. */
export interface PageData {
  readonly index: StorefrontIndex;
  readonly contents: Contents;
  readonly pageType: string;
  readonly cartItems: number;
  /** What the cart is worth, in hundredths of the shown currency, as Shopify prints it. */
  readonly cartTotal: number;
  /** Path of the app proxy: merchants can change it, so it is never written here. */
  readonly proxy: string;
  /** Addresses of what is loaded when it is needed: the renderer, and what measures. */
  readonly show: string;
  readonly measure: string;
  readonly extras: string;
  /** In the theme editor: the campaign that the embed's settings choose; 0 = none. */
  readonly preview: number;
  readonly words: Words;
}

/** What the renderer says, in the page's language. */
export type Words = Readonly<
  Record<"close" | "copy" | "copied" | "email" | "firstName" | "send" | "invalid" | "thanks", string>
>;

const read = (part: string): unknown =>
  JSON.parse(document.getElementById(`throughline-${part}`)?.textContent ?? "null");

/** Null where the embed printed nothing: no campaign was ever published. */
export function readPage(): PageData | null {
  const index = read("index") as StorefrontIndex | null;
  if (!index) return null;
  return {
    ...(read("page") as Omit<PageData, "index" | "contents">),
    index,
    contents: (read("contents") ?? {}) as Contents,
  };
}

/** The handle of the viewed product, if the page is one's: an embed is promised no `product` (in any language's path). */
export const productHandle = (): string | undefined => /\/products\/([^/]+)/.exec(location.pathname)?.[1];

/** Where a page was come to from, and with which query. */
export interface Origin {
  readonly referrer: string;
  readonly query: string;
}

/** Of this page. A referrer within the shop is none. */
export const here = (): Origin => {
  const { host, search } = location;
  const referrer = document.referrer.replace(/^https?:\/\//, "");
  return { referrer: referrer.startsWith(host) ? "" : referrer.slice(0, 500), query: search.slice(0, 500) };
};

/** The texts that conditions ask for; the argument is how the visit began. */
export function textsOf({ referrer, query }: Origin): Record<TextFact, string> {
  const utm = new URLSearchParams(query);
  return {
    path: location.pathname,
    query: location.search,
    referrer,
    source: utm.get("utm_source") ?? "",
    medium: utm.get("utm_medium") ?? "",
    campaign: utm.get("utm_campaign") ?? "",
    language: document.documentElement.lang,
    country: window.Shopify?.country ?? "",
  };
}

/** By the width of the screen's shorter side, so that turning a phone changes nothing. */
export function deviceOf(): Device {
  const side = Math.min(screen.width, screen.height);
  if (!matchMedia("(pointer: coarse)").matches) return "desktop";
  return side < 600 ? "phone" : "tablet";
}
