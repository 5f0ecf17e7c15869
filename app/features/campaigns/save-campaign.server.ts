import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { ensureAudience, ownSegmentIds } from "#app/features/segments/index.server.ts";
import { wantPublication } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { parseCampaignForm, type FormErrors, type ParsedCampaign } from "./campaign.form.ts";
import { campaignStore } from "./campaign.store.server.ts";

export type SaveResult =
  { ok: true; id: number; published: boolean } | { ok: false; status: 404 | 422; errors: FormErrors };

/** Ends the transaction without a trace: nothing of a refused save is kept. */
class Refused extends Error {
  readonly result: SaveResult & { ok: false };
  constructor(status: 404 | 422, errors: FormErrors) {
    super("refused");
    this.result = { ok: false, status, errors };
  }
}

/**
 * Saves the form: `id` null makes a draft. Saving an active campaign makes its next version and publishes it. The
 * audience that the form names is made with it, waiting for its first member.
 */
export async function saveCampaign(shopId: number, id: number | null, body: unknown): Promise<SaveResult> {
  const parsed = parseCampaignForm(body);
  if (!parsed.ok) return { ok: false, status: 422, errors: parsed.errors };
  const now = clock.now();
  try {
    return await transaction(async (tx) => {
      const store = campaignStore(tx, shopId);
      const { campaign } = parsed;
      const named = [...campaign.settings.include, ...campaign.settings.exclude];
      const own = await ownSegmentIds(tx, shopId, named);
      const foreign = (ids: readonly number[]) => ids.some((one) => !own.has(one));
      if (foreign(campaign.settings.include)) throw new Refused(422, { include: GONE });
      if (foreign(campaign.settings.exclude)) throw new Refused(422, { exclude: GONE });

      const before = id === null ? null : await store.lock(id);
      if (id !== null && !before) throw new Refused(404, { form: "This campaign does not exist any more." });
      const draft = { name: campaign.name, priority: campaign.priority };
      const savedId = id ?? (await store.create({ ...draft, settings: { ...campaign.settings, joins: [] } }, now));
      const settings = { ...campaign.settings, joins: await joins(savedId, campaign) };
      await store.update(savedId, { ...draft, settings }, now);
      const published = before?.status === "active";
      if (published)
        await store.addVersion({ ...before, ...draft, settings }, await wantPublication(tx, shopId, now), now);
      return { ok: true, id: savedId, published } as const;

      async function joins(campaignId: number, { audienceName }: ParsedCampaign): Promise<CampaignSettings["joins"]> {
        if (audienceName === "") return [];
        const audience = await ensureAudience(tx, shopId, { name: audienceName, campaignId, now });
        if (!audience.ok)
          throw new Refused(422, {
            audienceName: "A manual segment has this name. Audiences fill themselves: choose another.",
          });
        return [{ when: "click", block: "button", segmentId: audience.id }];
      }
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

const GONE = "One of these segments does not exist any more. Choose again.";
