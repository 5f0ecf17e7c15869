import type { DismissMeans } from "../../../../app/contract/wire.ts";
import type { Content } from "../../../../app/core/campaigns/content.ts";
import type { Words } from "../lib/page.ts";

/** What is shown, and whom it tells. */
export interface Options {
  readonly content: Content;
  readonly words: Words;
  /** Address of the bundle with the blocks that few contents have. */
  readonly extras: string;
  /** Address of the bundle with what is typed, chosen or copied. */
  readonly forms: string;
  /** Names the campaign: what is remembered of it (a countdown's start) is kept under it. */
  readonly campaign: number;
  /** Of inline content: the element that it fills. */
  readonly placement?: Element | undefined;
  /** Whether it may remember, and read what was remembered. */
  readonly remembers: boolean;
  /** Whether it may still be offered: who gave an address is not asked for it again. */
  readonly isWanted: () => boolean;
  readonly onViewable: () => void;
  /** The whole campaign (null) or one of its blocks was in view for so long again. */
  readonly onVisible: (block: string | null, milliseconds: number) => void;
  readonly onClick: (block: string) => void;
  readonly onEngage: (block: string, element: string) => void;
  readonly onSubmit: (block: string, fields: Readonly<Record<string, string>>) => void;
  readonly onDismiss: (means: DismissMeans) => void;
}
