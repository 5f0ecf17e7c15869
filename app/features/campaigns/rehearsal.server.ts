import type { Rehearsal } from "#app/contract/wire.ts";
import { isSignedFor, signFor, type Purpose } from "#app/shopify/secrets.server.ts";
import type { CampaignForm } from "./campaign.form.ts";
import { activeNames, findCampaign } from "./campaign.store.server.ts";

/** How long a link works. */
const LIFE_MS = 7 * 86_400_000;
/** What a debug link is for, where a test link names its campaign and variant. */
const DEBUG = "debug";
const purposeOf = (subject: string): Purpose => (subject === DEBUG ? "debug link" : "test link");

/**
 * What a link carries stands in the fragment, which no server logs: its subject, its expiry, and a signature over both
 * and the shop.
 */
function linkFor(domain: string, subject: string, now: Date): string {
  const text = `${subject}.${now.getTime() + LIFE_MS}`;
  return `https://${domain}/#throughline=${text}.${signFor(purposeOf(subject), `${domain} ${text}`)}`;
}

/** Addresses that show the variants of a campaign as it is saved, past every rule and to nobody else; of a new one none. */
export const testLinks = (
  domain: string,
  { id, form }: { readonly id: number | null; readonly form: Pick<CampaignForm, "variants"> },
  now: Date,
): { variant: string; url: string }[] =>
  id === null
    ? []
    : form.variants.map(({ id: variant }) => ({ variant, url: linkFor(domain, `${id}-${variant}`, now) }));

/** The address at which the shop's pages say of each campaign why it shows or doesn't. */
export const debugLink = (domain: string, now: Date): string => linkFor(domain, DEBUG, now);

/** What a link shows; null = not signed for this shop, too old, revoked, or what it names is gone. */
export async function rehearsalOf(
  shop: { id: number; domain: string; linksSince: Date | null },
  token: string,
  now: Date,
): Promise<Rehearsal | null> {
  const [, text = "", subject = "", until = "", given = ""] =
    /^((debug|\d{1,9}-[a-z0-9]{1,16})\.(\d{1,15}))\.([\w-]{43})$/.exec(token) ?? [];
  const genuine = isSignedFor(purposeOf(subject), `${shop.domain} ${text}`, given);
  const made = Number(until) - LIFE_MS;
  if (!genuine || Number(until) < now.getTime() || made < (shop.linksSince?.getTime() ?? 0)) return null;
  if (subject === DEBUG) return { names: await activeNames(shop.id) };
  const [campaign = "", variant] = subject.split("-");
  const found = await findCampaign(shop.id, Number(campaign));
  const content = found?.settings.variants.find(({ id }) => id === variant)?.content;
  return found && content ? { content, placement: found.settings.placement } : null;
}
