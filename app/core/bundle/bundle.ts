import { asksForEmail, isOverlay, type Content } from "../campaigns/content.ts";
import type { CampaignSettings, OwnCondition } from "../campaigns/settings.ts";
import { paceOf, type Candidate, type Limits } from "../eligibility/decide.ts";
import { groupBy } from "../shared/group.ts";
import { plainPath } from "../targeting/address.ts";
import { meantPaths } from "../targeting/written-path.ts";
import { asks, type Comparison, type Condition, type Rule } from "../targeting/rule.ts";
import { compileTrigger, remembers, type IndexTrigger } from "../triggers/trigger.ts";
import { compileRules, type IndexRule } from "./index-rule.ts";

/** One campaign in the index. One-letter names: every page of the shop carries every campaign's entry. */
export interface IndexEntry extends Candidate {
  /** Version. */
  readonly v: number;
  /** Run. */
  readonly r: number;
  /**
   * Present where it may show before anybody was asked for consent: it remembers nothing, and asks for nothing
   * remembered.
   */
  readonly n?: 1;
  readonly t: IndexTrigger;
  /** Attribution settings, as far as the browser acts on them or measures for them. */
  readonly j: readonly IndexRule[];
  /** The hash that names the content: of the only variant "a", or of each variant with its weight. */
  readonly h: string | readonly (readonly [id: string, weight: number, hash: string])[];
  /** Percent that is held out; absent = nobody. */
  readonly o?: number;
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
  /** The shop's time zone (IANA). */
  readonly z: string;
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
export const INDEX_LIMIT = 131_072;
/** Contents are printed into the page only while they add at most this; the others are fetched by hash. */
export const PRINTED_CONTENTS_LIMIT = 8_192;

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
 * the settings name; a campaign that names an unknown one is a bug and throws. Of the shop: its limits and time zone
 * (IANA).
 */
export function compileBundle(
  publication: number,
  campaigns: readonly PublishedCampaign[],
  segmentKeys: ReadonlyMap<number, string>,
  { overlaysAVisit, quietHours, timeZone }: Limits & { readonly timeZone: string },
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
      z: timeZone,
    },
    contents,
  };
}

function compileEntry(campaign: PublishedCampaign, key: (segmentId: number) => string): IndexEntry {
  const { settings } = campaign;
  const rule = compileRule(campaign, key);
  const pace = paceOf(settings.frequency);
  return {
    i: campaign.id,
    v: campaign.version,
    r: campaign.run,
    w: rule,
    ...asked(rule),
    ...(needsNothing(settings, rule) ? { n: 1 } : {}),
    t: compileTrigger(settings.trigger),
    ...(pace ? { f: pace } : {}),
    ...(settings.stopAfterClick ? { c: 1 } : {}),
    ...(settings.mostDismissals > 0 ? { d: settings.mostDismissals } : {}),
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

const needsNothing = (settings: CampaignSettings, rule: Rule) =>
  !isOverlay(surfaceOf(settings)) &&
  settings.frequency[0] === "page" &&
  !settings.stopAfterClick &&
  settings.mostDismissals === 0 &&
  settings.holdout === 0 &&
  asked(rule).q === undefined &&
  !remembers(settings.trigger);

function nameVariants({ hashes, settings: { variants } }: PublishedCampaign): IndexEntry["h"] {
  if (variants.length === 1 && variants[0]?.id === ONLY_VARIANT) return hashOf(hashes, 0);
  return variants.map(({ id, weight }, at) => [id, weight, hashOf(hashes, at)]);
}

function hashOf(hashes: readonly string[], at: number): string {
  const hash = hashes[at];
  if (hash === undefined) throw new Error(`variant ${at} has no hash`);
  return hash;
}

const surfaceOf = ({ variants }: CampaignSettings) => variants[0]?.content.surface ?? "popup";

function placeOf(settings: CampaignSettings): Pick<IndexEntry, "p"> {
  const surface = surfaceOf(settings);
  return isOverlay(surface) ? {} : { p: surface === "bar" ? 0 : settings.placement };
}

/** Who comes to a page from one of these on a phone sees no full screen there: search engines punish that. */
const SEARCH_ENGINES = ["google.", "bing.", "duckduckgo.", "yahoo.", "baidu.", "yandex.", "ecosia.", "naver."];
const FROM_SEARCH: Rule = [
  "all",
  [
    ["device", ["phone"]],
    ["text", ["came", "has", SEARCH_ENGINES]],
  ],
];

/** A group of one needs no group around it. */
function compileConditions([kind, groups]: CampaignSettings["conditions"], id: number): Rule {
  const named = groups.map(([inner, conditions]): Rule => [inner, conditions.map((one) => compileCondition(one, id))]);
  return kind !== "none" && named.length === 1 && named[0] ? named[0] : [kind, named];
}

function compileCondition(condition: OwnCondition, id: number): Rule {
  if (condition[0] === "past" && condition[1][0] === 0) return ["past", [id, ...tail(condition[1])]];
  if (condition[0] !== "text") return condition;
  const [fact, how, values] = condition[1];
  if (fact === "path" || fact === "landing") return compilePaths(fact, how, values);
  if (fact === "query") return ["text", [fact, how, values.map((value) => plainPath(value))]];
  // The browser tells hosts without what is said before them.
  if (fact === "referrer") return ["text", [fact, how, values.map((value) => value.replace(/^https?:\/\//, ""))]];
  return condition;
}

/**
 * Paths in their normal form, whenever they were saved. What names a language's folder holds on pages of that language
 * only: the normal form has no folder.
 */
function compilePaths(fact: "path" | "landing", how: Comparison, values: readonly string[]): Rule {
  const byRoot = groupBy(
    values.map((value) => meantPaths(how, value)),
    ({ root }) => root,
  );
  const rules = [...byRoot].map(([root, meant]): Rule => {
    const rule: Rule = ["text", [fact, how, meant.flatMap(({ paths }) => paths)]];
    return root === "/" ? rule : ["all", [["folder", root], rule]];
  });
  return rules.length === 1 && rules[0] ? rules[0] : ["any", rules];
}

const tail = ([, ...rest]: Condition<"past">[1]) => rest;

/** Answered like the key of a segment (which begins otherwise): the visitor has ordered after this campaign. */
export const CONVERTED = "=";
const convertedKey = (campaign: number): string => `${CONVERTED}${campaign}`;

/** Within its time, in one of the included segments, in none of the excluded ones, and every other condition. */
function compileRule({ id, settings }: PublishedCampaign, key: (segmentId: number) => string): Rule {
  const { from, until } = settings.schedule;
  const parts: Rule[] = [];
  if (from !== null) parts.push(["number", ["time", "least", from]]);
  if (until !== null) parts.push(["number", ["time", "less", until]]);
  if (surfaceOf(settings) === "full") parts.push(["none", [FROM_SEARCH]]);
  if (settings.pageTypes.length > 0) parts.push(["page", settings.pageTypes]);
  if (settings.devices.length > 0) parts.push(["device", settings.devices]);
  if (settings.conditions[1].length > 0) parts.push(compileConditions(settings.conditions, id));
  if (settings.visitor !== "any") parts.push(["visitor", settings.visitor]);
  if (settings.include.length > 0) parts.push(["any", settings.include.map((id): Rule => ["segment", key(id)])]);
  if (settings.stopAfterOrder) parts.push(["none", [["segment", convertedKey(id)]]]);
  if (settings.exclude.length > 0) parts.push(["none", settings.exclude.map((id): Rule => ["segment", key(id)])]);
  return ["all", parts];
}
