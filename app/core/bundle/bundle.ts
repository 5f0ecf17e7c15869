import { asksForEmail, isOverlay, type Content } from "../campaigns/content.ts";
import type { CampaignSettings } from "../campaigns/settings.ts";
import type { Frequency, Limits } from "../eligibility/decide.ts";
import { asks, type Rule } from "../targeting/rule.ts";
import { partsOfTrigger, type Trigger } from "../triggers/trigger.ts";
import { compileRules, type IndexRule } from "./index-rule.ts";

/** One campaign in the index. One-letter names: every page of the shop carries every campaign's entry. */
export interface IndexEntry {
  /** Campaign. */
  readonly i: number;
  /** Version. */
  readonly v: number;
  /** Run. */
  readonly r: number;
  /** Where and to whom. */
  readonly w: Rule;
  /** What the rule asks for beside this moment: 1 = the browser's memory, 2 = memberships, 3 = both; absent = nothing. */
  readonly q?: 1 | 2 | 3;
  /** Present where it may show before anybody was asked for consent: it remembers nothing, and asks for nothing remembered. */
  readonly n?: 1;
  readonly t: Trigger;
  readonly f: Frequency;
  /** Whether a click ends it for the visitor. */
  readonly c: 0 | 1;
  /** Attribution settings, as far as the browser acts on them or measures for them. */
  readonly j: readonly IndexRule[];
  /** The hash that names the content: of the only variant "a", or of each variant with its weight. */
  readonly h: string | readonly (readonly [id: string, weight: number, hash: string])[];
  /** Percent that is held out; absent = nobody. */
  readonly o?: number;
  /** Where it shows: absent = an overlay, 0 = a bar, else the placement. */
  readonly p?: 0 | string;
  /** Present where it asks for an e-mail address: who gave one to this shop already is not asked. */
  readonly e?: 1;
}

/** The only variant of a campaign that has one: the index need not name it. */
export const ONLY_VARIANT = "a";

/** The variant of a campaign that nobody has drawn yet. */
export const firstVariant = (h: IndexEntry["h"]): string =>
  typeof h === "string" ? ONLY_VARIANT : (h[0]?.[0] ?? ONLY_VARIANT);

/** What decides on the storefront: all active campaigns, highest priority first. */
export interface StorefrontIndex {
  /** The publication's number. */
  readonly v: number;
  readonly c: readonly IndexEntry[];
  /** The shop's limits: overlays a visit, and hours of quiet after a dismissal. */
  readonly l: readonly [overlaysAVisit: number, quietHours: number];
}

/** Contents by hash. */
export type Contents = Readonly<Record<string, Content>>;

export interface PublishedCampaign {
  readonly id: number;
  readonly version: number;
  readonly run: number;
  readonly priority: number;
  /** Names of the variants' contents, in their order. */
  readonly hashes: readonly string[];
  readonly settings: CampaignSettings;
}

/** Shopify takes at most 128 KB in one JSON metafield. */
export const INDEX_LIMIT = 128 * 1024;
/** Contents are printed into the page only while they add at most this; the others are fetched by hash. */
export const PRINTED_CONTENTS_LIMIT = 8 * 1024;

/** Bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * Compiles what the storefront needs of the active campaigns. `segmentKeys` gives the opaque key of each segment that
 * the settings name; a campaign that names an unknown one is a bug and throws.
 */
export function compileBundle(
  publication: number,
  campaigns: readonly PublishedCampaign[],
  segmentKeys: ReadonlyMap<number, string>,
  { overlaysAVisit, quietHours }: Limits,
): { index: StorefrontIndex; contents: Contents } {
  const key = (id: number): string => {
    const found = segmentKeys.get(id);
    if (found === undefined) throw new Error(`segment ${id} has no key`);
    return found;
  };
  const ranked = [...campaigns].sort((a, b) => b.priority - a.priority || a.id - b.id);
  const contents: Record<string, Content> = {};
  let size = 0;
  // Inline content stands in the page from the start: it may not wait for a request.
  const printed = [...ranked].sort((a, b) => Number(b.settings.placement !== "") - Number(a.settings.placement !== ""));
  for (const { hashes, settings } of printed)
    settings.variants.forEach(({ content }, at) => {
      const bytes = byteLength(JSON.stringify(content));
      if (size + bytes > PRINTED_CONTENTS_LIMIT) return;
      size += bytes;
      contents[hashOf(hashes, at)] = content;
    });
  return {
    index: {
      v: publication,
      c: ranked.map((campaign) => compileEntry(campaign, key)),
      l: [overlaysAVisit, quietHours],
    },
    contents,
  };
}

function compileEntry(campaign: PublishedCampaign, key: (segmentId: number) => string): IndexEntry {
  const { settings } = campaign;
  const rule = compileRule(settings, key);
  return {
    i: campaign.id,
    v: campaign.version,
    r: campaign.run,
    w: rule,
    ...asked(rule),
    ...(needsNothing(settings, rule) ? { n: 1 } : {}),
    t: settings.trigger,
    f: settings.frequency,
    c: settings.stopAfterClick ? 1 : 0,
    j: compileRules(settings.rules, key),
    h: nameVariants(campaign),
    ...(settings.holdout > 0 ? { o: settings.holdout } : {}),
    ...placeOf(settings),
    ...(settings.variants.some(({ content }) => asksForEmail(content)) ? { e: 1 } : {}),
  };
}

function asked(rule: Rule): Pick<IndexEntry, "q"> {
  if (asks(rule, "own")) return { q: asks(rule, "known") ? 3 : 1 };
  return asks(rule, "known") ? { q: 2 } : {};
}

const needsNothing = ({ variants, frequency, stopAfterClick, holdout, trigger }: CampaignSettings, rule: Rule) =>
  !isOverlay(variants[0]?.content.surface ?? "popup") &&
  frequency[0] === "page" &&
  !stopAfterClick &&
  holdout === 0 &&
  asked(rule).q === undefined &&
  // How many pages a visit has is remembered.
  !partsOfTrigger(trigger).parts.some(([kind]) => kind === "pages");

function nameVariants({ hashes, settings: { variants } }: PublishedCampaign): IndexEntry["h"] {
  if (variants.length === 1 && variants[0]?.id === ONLY_VARIANT) return hashOf(hashes, 0);
  return variants.map(({ id, weight }, at) => [id, weight, hashOf(hashes, at)]);
}

function hashOf(hashes: readonly string[], at: number): string {
  const hash = hashes[at];
  if (hash === undefined) throw new Error(`variant ${at} has no hash`);
  return hash;
}

function placeOf({ variants, placement }: CampaignSettings): Pick<IndexEntry, "p"> {
  const surface = variants[0]?.content.surface ?? "popup";
  return isOverlay(surface) ? {} : { p: surface === "bar" ? 0 : placement };
}

/** In one of the included segments, in none of the excluded ones, and every other condition. */
function compileRule(settings: CampaignSettings, key: (segmentId: number) => string): Rule {
  const parts: Rule[] = [];
  if (settings.pageTypes.length > 0) parts.push(["page", settings.pageTypes]);
  if (settings.devices.length > 0) parts.push(["device", settings.devices]);
  if (settings.conditions[1].length > 0) parts.push(settings.conditions);
  if (settings.visitor !== "any") parts.push(["visitor", settings.visitor]);
  if (settings.include.length > 0) parts.push(["any", settings.include.map((id): Rule => ["segment", key(id)])]);
  if (settings.exclude.length > 0) parts.push(["none", settings.exclude.map((id): Rule => ["segment", key(id)])]);
  return ["all", parts];
}
