import type { Publication } from "#app/core/campaigns/publication.ts";
import type { Surface } from "#app/core/campaigns/content.ts";
import type { Phase } from "#app/core/campaigns/phase.ts";
import type { Status } from "#app/core/campaigns/settings.ts";
import type { CampaignForm, FormErrors } from "./campaign.form.ts";

export const SURFACE_NAMES: Readonly<Record<Surface, string>> = {
  popup: "Popup",
  slide: "Slide-in",
  bar: "Bar",
  full: "Full screen",
  inline: "Inline",
};

/** What the screens of this slice show: the views give it, the components draw it. */
export interface CampaignRow {
  id: number;
  name: string;
  status: Phase;
  surface: Surface;
  audience: { id: number; name: string } | null;
  /** Orders and minor units that the shop's model credits to it. */
  orders: number;
  credited: string;
}

export interface EditorView {
  /** Null for a campaign that is not saved yet. */
  id: number | null;
  status: Status;
  /** The status, and where the schedule holds an active campaign back. */
  phase: Phase;
  form: CampaignForm;
  /** All segments of the shop, by name: what can be targeted, and which names are taken. */
  segments: { id: number; name: string; kind: string }[];
  /** The shop's other campaigns, by name: conditions may ask what a shopper did with them. */
  campaigns: { id: number; name: string }[];
}

export type EditorProps = EditorView & {
  publication: Publication;
  /** The shop's. */
  currency: string;
  /** Show the saved variants in the shop; none for a campaign that is not saved yet. */
  testLinks: readonly { readonly variant: string; readonly url: string }[];
};

/** What its action answers. */
export type EditorAnswer =
  | { ok: true; did: "saved"; id: number; published: boolean }
  | { ok: true; did: "active" | "paused" }
  | { ok: false; errors: FormErrors };

/** What shoppers see now, and what was stopped together. */
export interface Showing {
  active: number;
  stopped: number;
  stoppedAt: Date | null;
}
export type ShowingAnswer = { ok: true; show: boolean; campaigns: number } | { ok: false; error: string };

/** What each card of the form works with. */
export interface CardProps {
  form: CampaignForm;
  errors: FormErrors;
  change: (part: Partial<CampaignForm>) => void;
}
