import type { EventAnswer, WireEvent } from "../../../../app/contract/wire.ts";
import type { Block, Content } from "../../../../app/core/campaigns/content.ts";
import type { Kit } from "../kit.ts";
import type { PageData } from "../lib/page.ts";
import type { Options } from "./options.ts";

/** What blocks can ask of what shows them. */
export interface Stage extends Options {
  /** The step after this one; from the last: closes. */
  readonly next: () => void;
  /** What should be there before anything shows, so that nothing in it moves. */
  readonly wait: (promise: Promise<unknown>) => void;
  /** Closes after something was done: no dismissal. */
  readonly done: () => void;
  /** Adds a style sheet to what shows. */
  readonly adopt: (css: string) => void;
  /** The shopper did what the campaign is for: closing it afterwards is no dismissal. */
  readonly succeeded: () => void;
  /** Goes to the next step, whose business it is to thank; without one this takes the block's place. */
  readonly thank: (block: HTMLElement) => void;
}

/** Blocks that few contents have: a bundle of their own makes them. */
export type Extra = Block<"countdown" | "products">;

/** Blocks in which something is typed, chosen or copied; a bundle of their own, too. */
export type Form = Block<"code" | "email" | "choice">;
export interface Forms {
  readonly fillForm: (into: HTMLElement, block: Form, stage: Stage) => void;
}

/** What that bundle gives. */
export interface Extras {
  /** What to send instead of events whose answer says that this browser's id or clock is wrong. */
  readonly amend: (events: readonly WireEvent[], answer: EventAnswer) => readonly WireEvent[];
  /** Resolves once it is filled. */
  readonly fillExtra: (into: HTMLElement, block: Extra, stage: Stage) => Promise<void> | undefined;
  /** Resolves once the shopper was told what came of it. */
  readonly applyDiscount: (code: string, button: HTMLElement, stage: Stage) => Promise<true>;
  /** The content with {{ fields }} filled in. */
  readonly mergeFields: (content: Content, page: PageData) => Content;
  /**
   * Shows what a merchant's link carries, or what the theme editor's settings choose. `start` begins what a page does
   * for a shopper.
   */
  readonly rehearse: (page: PageData, token: string | undefined, start: () => Kit) => Promise<void>;
}
