import { timezoneOf } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { EMPTY_FORM, formOf } from "./campaign.form.ts";
import { findCampaign } from "./campaign.store.server.ts";
import type { EditorView } from "./screens.ts";

/** The campaign screen, in times of the shop's clocks; `id` null = a new one. Null = this shop has no such campaign. */
export async function viewEditor(shopId: number, id: number | null): Promise<EditorView | null> {
  const segments = await prisma.segment.findMany({
    where: { shopId },
    select: { id: true, name: true, kind: true },
    orderBy: { name: "asc" },
  });
  const campaigns = await prisma.campaign.findMany({
    where: { shopId, ...(id === null ? {} : { NOT: { id } }) },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  if (id === null) return { id, status: "draft", form: EMPTY_FORM, segments, campaigns };
  const campaign = await findCampaign(shopId, id);
  if (!campaign) return null;
  const names = new Map(segments.map((segment) => [segment.id, segment.name]));
  return { id, status: campaign.status, form: formOf(campaign, names, await timezoneOf(shopId)), segments, campaigns };
}
