import type { DismissMeans } from "../../../../app/contract/wire.ts";
import type { Content } from "../../../../app/core/campaigns/settings.ts";
import type { Words } from "../lib/page.ts";
import type { Viewing } from "./seconds.ts";

/** What a popup is given, and whom it tells. */
export interface Options {
  readonly content: Content;
  readonly words: Words;
  readonly onViewable: () => void;
  /** Whose view time is added up; null = it may not be, for want of consent. */
  readonly viewing: () => Viewing | null;
  /** The whole campaign (null) or one of its blocks was in view for so many seconds of the visit. */
  readonly onView: (block: string | null, seconds: number, id: string) => void;
  readonly onClick: (block: "button" | "code") => void;
  readonly onEngage: (block: "code" | "email", element: "copy" | "field") => void;
  readonly onSubmit: (block: "email", fields: { email: string }) => void;
  readonly onDismiss: (means: DismissMeans) => void;
}
