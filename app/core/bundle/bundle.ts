import type { CampaignSettings, Content, Trigger } from "../campaigns/settings.ts";
import type { Frequency } from "../eligibility/decide.ts";
import type { Rule } from "../targeting/rule.ts";
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
  readonly t: Trigger;
  readonly f: Frequency;
  /** Whether a click ends it for the visitor. */
  readonly c: 0 | 1;
  /** Attribution settings, as far as the browser acts on them or measures for them. */
  readonly j: readonly IndexRule[];
  /** Hash that names the content. */
  readonly h: string;
}

/** What decides on the storefront: all active campaigns, highest priority first. */
export interface StorefrontIndex {
  /** The publication's number. */
  readonly v: number;
  readonly c: readonly IndexEntry[];
}

/** Contents by hash. */
export type Contents = Readonly<Record<string, Content>>;

export interface PublishedCampaign {
  readonly id: number;
  readonly version: number;
  readonly run: number;
  readonly priority: number;
  readonly contentHash: string;
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
): { index: StorefrontIndex; contents: Contents } {
  const key = (id: number): string => {
    const found = segmentKeys.get(id);
    if (found === undefined) throw new Error(`segment ${id} has no key`);
    return found;
  };
  const ranked = [...campaigns].sort((a, b) => b.priority - a.priority || a.id - b.id);
  const contents: Record<string, Content> = {};
  let size = 0;
  for (const { contentHash, settings } of ranked) {
    const bytes = byteLength(JSON.stringify(settings.content));
    if (size + bytes > PRINTED_CONTENTS_LIMIT) continue;
    size += bytes;
    contents[contentHash] = settings.content;
  }
  return { index: { v: publication, c: ranked.map((campaign) => compileEntry(campaign, key)) }, contents };
}

function compileEntry(campaign: PublishedCampaign, key: (segmentId: number) => string): IndexEntry {
  const { settings } = campaign;
  return {
    i: campaign.id,
    v: campaign.version,
    r: campaign.run,
    w: compileRule(settings, key),
    t: settings.trigger,
    f: settings.frequency,
    c: settings.stopAfterClick ? 1 : 0,
    j: compileRules(settings.rules, key),
    h: campaign.contentHash,
  };
}

/** In one of the included segments, in none of the excluded ones, and every other condition. */
function compileRule(settings: CampaignSettings, key: (segmentId: number) => string): Rule {
  const parts: Rule[] = [];
  if (settings.pageTypes.length > 0) parts.push(["page", settings.pageTypes]);
  if (settings.devices.length > 0) parts.push(["device", settings.devices]);
  if (settings.visitor !== "any") parts.push(["visitor", settings.visitor]);
  if (settings.include.length > 0) parts.push(["any", settings.include.map((id): Rule => ["segment", key(id)])]);
  if (settings.exclude.length > 0) parts.push(["none", settings.exclude.map((id): Rule => ["segment", key(id)])]);
  return ["all", parts];
}
