import type { DismissMeans } from "../../../../app/contract/wire.ts";
import type { Content } from "../../../../app/core/campaigns/settings.ts";
import type { Words } from "../lib/page.ts";

/** What a popup is given, and whom it tells. */
export interface Options {
  readonly content: Content;
  readonly words: Words;
  readonly onViewable: () => void;
  readonly onClick: (block: "button" | "code") => void;
  readonly onEngage: (block: "code" | "email", element: "copy" | "field") => void;
  readonly onSubmit: (block: "email", fields: { email: string }) => void;
  readonly onDismiss: (means: DismissMeans) => void;
}
