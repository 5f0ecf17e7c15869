import type { Content } from "./settings.ts";

/** The blocks of a popup that an event or an attribution setting can name. */
export const BLOCKS = ["button", "code", "email"] as const;
export type Block = (typeof BLOCKS)[number];

/** What a shopper can do with a block short of clicking or submitting it. */
export const ELEMENTS = { code: "copy", email: "field" } as const satisfies Partial<Record<Block, string>>;

export const elementOf = (block: string): string | undefined =>
  Object.entries(ELEMENTS).find(([one]) => one === block)?.[1];

/** The blocks that a content has. Contents of older versions may lack a field. */
export function blocksOf({ buttonLabel, code, email }: Partial<Content>): Block[] {
  const has: Record<Block, boolean> = { button: Boolean(buttonLabel), code: Boolean(code), email: email === true };
  return BLOCKS.filter((block) => has[block]);
}
