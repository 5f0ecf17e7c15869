import { VIEW_SECONDS, type EnrolmentRule, type Interaction } from "../audiences/enrol.ts";
import { blocksOf, elementOf } from "../campaigns/blocks.ts";
import { ONLY_VARIANT, type CampaignSettings } from "../campaigns/settings.ts";

/** What a version does not have, though an event names it. */
export type Misfit = "unknown_variant" | "unknown_block" | "unknown_element" | "unknown_threshold" | "unknown_goal";

type Version = Pick<CampaignSettings, "content" | "rules">;
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
export function misfitOf(event: Claimed, { content, rules }: Version): Misfit | null {
  const { kind, block, variant } = event;
  const held = kind === "exposure" && event.arm === "held";
  if (variant !== (held ? "" : ONLY_VARIANT)) return "unknown_variant";
  const needsBlock = kind === "click" || kind === "engagement" || kind === "submit";
  if (block === undefined ? needsBlock : !blocksOf(content).some((one) => one === block)) return "unknown_block";
  if (block !== undefined && !needsBlock && kind !== "view") return "unknown_block";
  // A form is submitted, everything else clicked.
  if ((kind === "submit") !== (block === "email") && (kind === "submit" || kind === "click")) return "unknown_block";
  if (kind === "engagement" && (event.element === undefined || event.element !== elementOf(block ?? "")))
    return "unknown_element";
  if (kind === "view" && !thresholdsOf(rules, block ?? null).has(event.seconds ?? 0)) return "unknown_threshold";
  if (kind === "goal" && !rules.some(({ when }) => when.on === event.goal)) return "unknown_goal";
  return null;
}
