import type { Contents, StorefrontIndex } from "../../../../app/core/bundle/bundle.ts";
import type { Device } from "../../../../app/core/targeting/rule.ts";

/** What the app embed printed. */
export interface PageData {
  readonly index: StorefrontIndex;
  readonly contents: Contents;
  readonly pageType: string;
  readonly cartItems: number;
  /** Path of the app proxy: merchants can change it, so it is never written here. */
  readonly proxy: string;
  /** Address of the renderer. */
  readonly popup: string;
  readonly words: Words;
}

/** What the renderer says, in the page's language. */
export type Words = Readonly<Record<"close" | "copy" | "copied" | "email" | "send" | "invalid" | "thanks", string>>;

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

/** By the width of the screen's shorter side, so that turning a phone changes nothing. */
export function deviceOf(): Device {
  const side = Math.min(screen.width, screen.height);
  if (!matchMedia("(pointer: coarse)").matches) return "desktop";
  return side < 600 ? "phone" : "tablet";
}
