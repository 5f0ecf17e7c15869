import { goalOf, VIEW_SECONDS, type EnrolmentRule, type Interaction } from "../audiences/enrol.ts";
import { blocksOf, INTERACTIONS } from "../campaigns/content.ts";
import type { CampaignSettings } from "../campaigns/settings.ts";

/** What a version does not have, though an event names it. */
export type Misfit = "unknown_variant" | "unknown_block" | "unknown_element" | "unknown_threshold" | "unknown_goal";

type Version = Pick<CampaignSettings, "variants" | "rules">;
type Claimed = Interaction & { readonly arm?: string | undefined };

/** The thresholds at which a version wants to hear of a view of the whole campaign, or of one of its blocks. */
export function thresholdsOf(rules: readonly EnrolmentRule<unknown>[], block: string | null): Set<number> {
  const named = rules.flatMap(({ when, block: only }) => (when.on === "view" && only === block ? [when.seconds] : []));
  return new Set(named.length === 0 && block === null ? [VIEW_SECONDS.usual] : named);
}

/**
 * Whether what an event claims exists in the version that it names; null = it does. What a browser posts is a claim:
 * nothing is counted for a block, an element, a threshold or a goal that the version does not have.
 */
export function misfitOf(event: Claimed, { variants, rules }: Version): Misfit | null {
  const { kind, block: name, variant } = event;
  if (kind === "exposure" && event.arm === "held") return variant === "" ? null : "unknown_variant";
  const shown = variants.find((one) => one.id === variant);
  if (!shown) return "unknown_variant";
  const block = name === undefined ? undefined : blocksOf(shown.content).get(name);
  if (name !== undefined && !block) return "unknown_block";
  const can = block && INTERACTIONS[block.type];
  if (kind === "click" || kind === "submit") return can?.kind === kind ? null : "unknown_block";
  if (kind === "engagement") {
    if (!block) return "unknown_block";
    return event.element !== undefined && event.element === can?.element ? null : "unknown_element";
  }
  if (kind === "view") return thresholdsOf(rules, name ?? null).has(event.seconds ?? 0) ? null : "unknown_threshold";
  if (kind === "goal" && !rules.some(({ when }) => event.goal !== undefined && goalOf(when) === event.goal))
    return "unknown_goal";
  return block ? "unknown_block" : null;
}
