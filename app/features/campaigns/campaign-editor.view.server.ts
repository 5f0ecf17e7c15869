import { phaseOf } from "#app/core/campaigns/phase.ts";
import { timezoneOf } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { EMPTY_FORM, formOf } from "./campaign.form.ts";
import { findCampaign } from "./campaign.store.server.ts";
import type { EditorView } from "./screens.ts";

/**
 * The campaign screen, in times of the shop's clocks; `id` null = a new one, for the members of `segment` if that is one of
 * the shop's. Null = this shop has no such campaign.
 */
export async function viewEditor(shopId: number, id: number | null, segment = 0): Promise<EditorView | null> {
  const stored = await prisma.segment.findMany({
    where: { shopId },
    select: { id: true, name: true, kind: true, archivedAt: true },
    orderBy: { name: "asc" },
  });
  const segments = stored.map(({ id: own, name, kind }) => ({ id: own, name, kind }));
  const campaigns = await prisma.campaign.findMany({
    where: { shopId, ...(id === null ? {} : { NOT: { id } }) },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  const target = stored.find((one) => one.id === segment && one.archivedAt === null);
  const fresh = target ? { ...EMPTY_FORM, name: `For ${target.name}`.slice(0, 120), include: [segment] } : EMPTY_FORM;
  if (id === null) return { id, status: "draft", phase: "draft", form: fresh, segments, campaigns };
  const campaign = await findCampaign(shopId, id);
  if (!campaign) return null;
  const names = new Map(segments.map((segment) => [segment.id, segment.name]));
  const { status, settings } = campaign;
  const phase = phaseOf(status, settings.schedule, clock.now().getTime());
  return { id, status, phase, form: formOf(campaign, names, await timezoneOf(shopId)), segments, campaigns };
}
