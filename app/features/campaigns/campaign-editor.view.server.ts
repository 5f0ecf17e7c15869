import { prisma } from "#app/infra/db.server.ts";
import { EMPTY_FORM, formOf, type CampaignForm } from "./campaign.form.ts";
import { findCampaign, type Status } from "./campaign.store.server.ts";

export interface EditorView {
  /** Null for a campaign that is not saved yet. */
  id: number | null;
  status: Status;
  form: CampaignForm;
  /** All segments of the shop, by name: what can be targeted, and which names are taken. */
  segments: { id: number; name: string; kind: string }[];
}

/** The campaign screen; `id` null = a new one. Null = this shop has no such campaign. */
export async function viewEditor(shopId: number, id: number | null): Promise<EditorView | null> {
  const segments = await prisma.segment.findMany({
    where: { shopId },
    select: { id: true, name: true, kind: true },
    orderBy: { name: "asc" },
  });
  if (id === null) return { id, status: "draft", form: EMPTY_FORM, segments };
  const campaign = await findCampaign(shopId, id);
  if (!campaign) return null;
  const fed = campaign.settings.joins[0]?.segmentId;
  const audienceName = segments.find((segment) => segment.id === fed)?.name ?? "";
  return { id, status: campaign.status, form: formOf(campaign, audienceName), segments };
}
