import type { Contents, StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { Device } from "../../../../app/core/targeting/rule.ts";

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

/** By the width of the screen's shorter side, so that turning a phone changes nothing. */
export function deviceOf(): Device {
  const side = Math.min(screen.width, screen.height);
  if (!matchMedia("(pointer: coarse)").matches) return "desktop";
  return side < 600 ? "phone" : "tablet";
}
