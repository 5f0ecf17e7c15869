import type { CampaignForm, FormErrors } from "./campaign.form.ts";

/** What the campaign screen shows. */
export interface EditorProps {
  id: number | null;
  status: "draft" | "active" | "paused";
  form: CampaignForm;
  segments: { id: number; name: string; kind: string }[];
  publication: { state: "published" | "publishing" | "failed"; error: string | null };
}

/** What its action answers. */
export type EditorAnswer =
  | { ok: true; did: "saved"; id: number; published: boolean }
  | { ok: true; did: "active" | "paused" }
  | { ok: false; errors: FormErrors };

/** What each card of the form works with. */
export interface CardProps {
  form: CampaignForm;
  errors: FormErrors;
  change: (part: Partial<CampaignForm>) => void;
}
