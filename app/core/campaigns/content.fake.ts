import { PLAIN_LOOK } from "./content.ts";
import type { Block, Content } from "./content.ts";

/** A popup of these blocks. */
export const makeContent = (blocks: readonly Block[], more: Partial<Content> = {}): Content => ({
  surface: "popup",
  steps: [blocks],
  look: PLAIN_LOOK,
  teaser: "",
  ...more,
});
