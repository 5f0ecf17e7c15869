import type { Contents, StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { Device } from "../../../../app/core/targeting/rule.ts";

/** What the cart holds: as Liquid printed it, until it changes on the page. */
export interface CartFacts {
  cartItems: number;
  /** What it is worth, in hundredths of the shown currency, as Shopify prints it. */
  cartTotal: number;
  /** Of the products in it, as conditions ask for them: |kettle|teapot| */
  carried: Readonly<Record<"products" | "types" | "vendors", string>>;
}

/** What the app embed printed. */
export interface PageData extends CartFacts {
  readonly index: StorefrontIndex;
  readonly contents: Contents;
  readonly pageType: string;
  /** Path of the app proxy: merchants can change it, so it is never written here. */
  readonly proxy: string;
  /**
   * Addresses of what is loaded when it is needed: the renderer, what keeps it out of the theme's way, what measures, what
   * is rare, what is typed or copied, what is watched for on few pages.
   */
  readonly show: string;
  readonly around: string;
  readonly measure: string;
  readonly extras: string;
  readonly forms: string;
  readonly watch: string;
  readonly debug: string;
  /** In the theme editor: the campaign that the embed's settings choose; 0 = none. */
  readonly preview: number;
  /** Handle of the market, as Shopify knows it. */
  readonly market: string;
  /** Of a customer who is logged in. */
  readonly firstName: string;
  readonly words: Words;
}

/** What the renderer says, in the page's language. */
export type Words = Readonly<
  Record<
    "close" | "copy" | "copied" | "email" | "firstName" | "send" | "invalid" | "meant" | "thanks" | "applied" | "enter",
    string
  >
>;

/** Null where the embed printed nothing: no campaign was ever published. */
export const readPage = (): PageData | null =>
  JSON.parse(document.getElementById("throughline-page")?.textContent ?? "null") as PageData | null;

/** The folder of the page's language, with its slashes: "/fr/" where the shop has it below one address with others. */
export const pageRoot = (): string => window.Shopify?.routes?.root ?? "/";

/** Where a page was come to from, with which query, and where that was. */
export interface Origin {
  readonly referrer: string;
  readonly query: string;
  readonly landing: string;
}

/** Of this page. A referrer within the shop is none. */
export const here = (): Origin => {
  const { host, search, pathname } = location;
  const referrer = document.referrer.replace(/^https?:\/\//, "");
  return {
    referrer: referrer.startsWith(`${host}/`) ? "" : referrer.slice(0, 500),
    // Advertisers' marks may be longer than all that is kept.
    query: (search.match(/[?&]utm_[^&]+/g) ?? []).join("").slice(0, 500),
    landing: pathname.slice(0, 500),
  };
};

export const isTouched = (): boolean => matchMedia("(pointer: coarse)").matches;

/** By the width of the screen's shorter side, so that turning a phone changes nothing. */
export function deviceOf(): Device {
  const side = Math.min(screen.width, screen.height);
  if (!isTouched()) return "desktop";
  return side < 600 ? "phone" : "tablet";
}
