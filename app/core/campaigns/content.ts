/**
 * What a campaign shows: steps of typed blocks, and how they look. Plain text everywhere: the renderer never reads
 * markup, and a link is an address that was checked when it was saved.
 */
export const SURFACES = ["popup", "slide", "bar", "full", "inline"] as const;
export type Surface = (typeof SURFACES)[number];

export const BLOCK_TYPES = [
  "heading",
  "text",
  "image",
  "button",
  "code",
  "email",
  "choice",
  "countdown",
  "products",
  "spacer",
] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];

/** What a button does: opens an address, closes, goes to the next step, or puts a discount code on the cart. */
export type ButtonAct =
  readonly ["link", string] | readonly ["close"] | readonly ["next"] | readonly ["discount", string];

/** Until when: a moment for everybody (milliseconds since 1970), or so many minutes from a visitor's first look. */
export type Ends = readonly ["at", number] | readonly ["minutes", number];

/** Which products: named ones (by handle), those that this browser looked at, or what Shopify recommends for the page. */
export type ProductsFrom = readonly ["chosen", readonly string[]] | readonly ["recent"] | readonly ["recommended"];

interface Kinds {
  readonly heading: { readonly text: string };
  /** A link in it is written [label](address). */
  readonly text: { readonly text: string };
  readonly image: { readonly url: string; readonly alt: string };
  readonly button: { readonly label: string; readonly act: ButtonAct };
  readonly code: { readonly code: string };
  readonly email: { readonly label: string; readonly consent: string; readonly withName: boolean };
  readonly choice: { readonly question: string; readonly answers: readonly string[] };
  readonly countdown: { readonly ends: Ends };
  readonly products: { readonly from: ProductsFrom };
  readonly spacer: unknown;
}

/**
 * `name` is what events and attribution settings call it: unique within the content. Blocks of half the width that follow
 * each other stand side by side where there is room.
 */
export type Block<T extends BlockType = BlockType> = {
  [K in T]: { readonly type: K; readonly name: string; readonly half?: true } & Kinds[K];
}[T];

export const POSITIONS = ["start", "end", "top", "bottom"] as const;
export type Position = (typeof POSITIONS)[number];
export const ANIMATIONS = ["rise", "fade", "none"] as const;

export interface Look {
  /** Of a slide-in: the corner's side. Of a bar: its edge. */
  readonly position: Position;
  /** Colours as #rrggbb. */
  readonly background: string;
  readonly ink: string;
  readonly accent: string;
  readonly accentInk: string;
  /** Of corners, in CSS pixels. */
  readonly radius: number;
  readonly shadow: boolean;
  readonly animation: (typeof ANIMATIONS)[number];
  /** Of a bar: whether it pushes the page down instead of covering it. */
  readonly pushes: boolean;
}

export const PLAIN_LOOK: Look = {
  position: "end",
  background: "#ffffff",
  ink: "#1a1a1a",
  accent: "#1a1a1a",
  accentInk: "#ffffff",
  radius: 12,
  shadow: true,
  animation: "rise",
  pushes: false,
};

export interface Content {
  readonly surface: Surface;
  readonly steps: readonly (readonly Block[])[];
  readonly look: Look;
  /** A small tab that opens the overlay again; empty = none. */
  readonly teaser: string;
}

export interface Variant {
  readonly id: string;
  /** Its share of the visitors is its weight's share of all weights. */
  readonly weight: number;
  readonly content: Content;
}

/** How a shopper can interact with a type of block: click or submit it, or engage with one element of it. */
export const INTERACTIONS: Readonly<
  Partial<Record<BlockType, { readonly kind: "click" | "submit"; readonly element?: string }>>
> = {
  button: { kind: "click" },
  code: { kind: "click", element: "copy" },
  email: { kind: "submit", element: "field" },
  choice: { kind: "submit", element: "answer" },
  products: { kind: "click" },
};

/** Every block of every step, by name. */
export const blocksOf = (content: Content): Map<string, Block> =>
  new Map(content.steps.flat().map((block) => [block.name, block]));

/** Whether it asks for an e-mail address: such a campaign is not shown to who has given one. */
export const asksForEmail = (content: Content): boolean => content.steps.flat().some((block) => block.type === "email");

/** An overlay covers the page, needs a frequency, and takes its turn; bars and inline content do not. */
export const isOverlay = (surface: Surface): boolean => surface !== "bar" && surface !== "inline";

/** A part of a text: words, or words that lead somewhere. */
export type TextPart = string | readonly [label: string, address: string];

/** Splits a text at its links: [label](address). What is no such link stays text. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)/g)) {
    const [whole, label = "", address = ""] = match;
    if (!isSafeLink(address)) continue;
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push([label, address]);
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** A path of the shop, or an https address. Never a script: it becomes a link in shoppers' pages. */
export const isSafeLink = (address: string): boolean =>
  /^\/(?![/\\])[^\s\\]*$/.test(address) || /^https:\/\/[^\s/\\?#@.]+\.[^\s\\@]+$/.test(address);
