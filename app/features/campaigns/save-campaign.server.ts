import type { EnrolmentRule } from "#app/core/audiences/enrol.ts";
import { blocksOf } from "#app/core/campaigns/content.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { ensureAudience, ownSegments, type SegmentRef } from "#app/features/segments/index.server.ts";
import { timezoneOf, wantPublication } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import { parseCampaignForm, type FormErrors, type ParsedCampaign } from "./campaign.form.ts";
import { campaignStore } from "./campaign.store.server.ts";
import { suggestedAudience, whenOf, type ParsedRule } from "./rule.form.ts";

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
 * audiences that its rules name are made with it, waiting for their first members.
 */
export async function saveCampaign(shopId: number, id: number | null, body: unknown): Promise<SaveResult> {
  const parsed = parseCampaignForm(body, await timezoneOf(shopId));
  if (!parsed.ok) return { ok: false, status: 422, errors: parsed.errors };
  const now = clock.now();
  try {
    return await transaction(async (tx) => {
      const store = campaignStore(tx, shopId);
      const { campaign } = parsed;
      const before = id === null ? null : await store.lock(id);
      if (id !== null && !before) throw new Refused(404, { form: "This campaign does not exist any more." });
      await demandOwnSegments(tx, shopId, campaign, before?.settings);
      await demandOwnCampaigns(tx, shopId, campaign.settings);

      const draft = { name: campaign.name, priority: campaign.priority };
      const savedId = id ?? (await store.create({ ...draft, settings: { ...campaign.settings, rules: [] } }, now));
      const rules: EnrolmentRule<number>[] = [];
      for (const [index, rule] of campaign.rules.entries())
        rules.push(await asEnrolment(tx, { shopId, campaignId: savedId, campaign, now }, rule, index));
      const settings: CampaignSettings = { ...campaign.settings, rules };
      await store.update(savedId, { ...draft, settings }, now);
      const published = before?.status === "active";
      if (published)
        await store.addVersion({ ...before, ...draft, settings }, await wantPublication(tx, shopId, now), now);
      return { ok: true, id: savedId, published } as const;
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

const GONE = "One of these segments does not exist any more. Choose again.";
const ARCHIVED = "This audience is archived. Choose another, or take it out of the archive first.";

/** Every segment that the form names is this shop's; an archived one may stay where it was, not be newly chosen. */
async function demandOwnSegments(
  tx: Tx,
  shopId: number,
  { settings, rules }: ParsedCampaign,
  before?: CampaignSettings,
) {
  const removals = rules.map((rule) => (rule.action === "remove" ? rule.removeFrom : null));
  const others = rules.map((rule) => (rule.action === "add" ? rule.newAudience.endsOnJoining : null));
  const ids = [...settings.include, ...settings.exclude, ...removals, ...others].filter((one) => one !== null);
  const own = await ownSegments(tx, shopId, ids);
  const archived = ({ archived, id }: SegmentRef) =>
    archived && !before?.include.includes(id) && !before?.exclude.includes(id);
  for (const field of ["include", "exclude"] as const)
    for (const one of settings[field]) {
      const segment = own.get(one);
      if (!segment) throw new Refused(422, { [field]: GONE });
      if (archived(segment)) throw new Refused(422, { [field]: ARCHIVED });
    }
  const isAudience = (one: number | null) => one === null || own.get(one)?.kind === "audience";
  removals.forEach((one, index) => {
    if (!isAudience(one)) throw new Refused(422, { [`rules.${index}.removeFrom`]: GONE });
  });
  others.forEach((one, index) => {
    if (!isAudience(one)) throw new Refused(422, { [`rules.${index}.newAudience.endsOnJoining`]: GONE });
  });
}

/** Every campaign that a condition names is this shop's; 0 is the one that is saved. */
async function demandOwnCampaigns(tx: Tx, shopId: number, { conditions: [, groups] }: ParsedCampaign["settings"]) {
  const named = groups.map(([, conditions]) => conditions.map((one) => (one[0] === "past" ? one[1][0] : 0)));
  const own = await tx.campaign.findMany({ where: { shopId, id: { in: named.flat() } }, select: { id: true } });
  const ids = new Set([0, ...own.map(({ id }) => id)]);
  named.forEach((group, at) =>
    group.forEach((id, index) => {
      if (!ids.has(id))
        throw new Refused(422, {
          [`conditions.${at}.conditions.${index}.campaign`]: "This campaign does not exist any more. Choose again.",
        });
    }),
  );
}

interface Feeding {
  shopId: number;
  campaignId: number;
  campaign: ParsedCampaign;
  now: Date;
}

/** The rule as a version keeps it; its audience is made if there is none of that name. */
async function asEnrolment(tx: Tx, { shopId, campaignId, campaign, now }: Feeding, rule: ParsedRule, index: number) {
  const typeOf = (block: string) =>
    campaign.settings.variants
      .map(({ content }) => blocksOf(content).get(block)?.type)
      .find((type) => type !== undefined);
  const base = { when: whenOf(rule, typeOf), variant: null, block: rule.block === "" ? null : rule.block };
  if (rule.action === "set") return { ...base, then: { do: "set", name: rule.attribute, value: rule.value } as const };
  if (rule.action === "remove") return { ...base, then: { do: "remove", segment: rule.removeFrom ?? 0 } as const };
  const name = rule.audience === "" ? suggestedAudience(rule, campaign.name) : rule.audience;
  const audience = await ensureAudience(tx, shopId, { ...rule.newAudience, name, campaignId, now });
  if (audience.ok) return { ...base, then: { do: "add", segment: audience.id } as const };
  const message =
    audience.reason === "manual"
      ? "A manual segment has this name. Audiences fill themselves: choose another."
      : ARCHIVED;
  throw new Refused(422, { [`rules.${index}.audience`]: message });
}
