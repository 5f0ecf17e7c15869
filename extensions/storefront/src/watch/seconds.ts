import { thresholdsOf } from "../../../../app/core/events/fit.ts";
import { timeOfUuid, uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { expandRules, type IndexRule } from "../../../../app/core/bundle/index-rule.ts";
import { recall, remember } from "../lib/memory.ts";

/** What a view's time is added up for: of whom, in which visit. */
export interface Viewing {
  readonly visit: string;
  readonly visitor: string;
  /** Names the campaign's version: each adds up by itself. */
  readonly version: string;
  readonly rules: readonly IndexRule[];
}

/** The thresholds that the visible time of the whole campaign (null) or of a block has just reached, each with its id. */
export function reachedSeconds(
  { visit, visitor, version, rules }: Viewing,
  block: string | null,
  milliseconds: number,
) {
  const target = `${version}.${block ?? ""}`;
  return addSeconds(visit, target, milliseconds, thresholdsOf(expandRules(rules), block)).map((seconds) => ({
    seconds,
    id: viewId(visit, visitor, target, seconds),
  }));
}

/**
 * Adds to the view time of a target within the running visit, over its pages and tabs, and gives the thresholds (in
 * seconds) that it reached with it.
 */
function addSeconds(visitId: string, target: string, milliseconds: number, thresholds: ReadonlySet<number>): number[] {
  const before = recall().views;
  const sums = before?.visit === visitId ? before.sums : {};
  const sum = sums[target] ?? 0;
  remember({ views: { visit: visitId, sums: { ...sums, [target]: sum + milliseconds } } });
  return [...thresholds].filter((seconds) => sum < seconds * 1_000 && sum + milliseconds >= seconds * 1_000);
}

/**
 * The id of a view: the same in every tab, so that two make one. From the visit's start, the visitor, the target and the
 * threshold (FNV-1a, a different start for each digit).
 */
function viewId(visitId: string, visitor: string, target: string, seconds: number): string {
  const text = `${visitId} ${visitor} ${target} ${seconds}`;
  const digits = Array.from({ length: 18 }, (_, index) => {
    let hash = 0x811c9dc5 + index;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 28).toString(16);
  }).join("");
  return uuidv7(timeOfUuid(visitId), digits.replace(/(...)(...)/, "$1-8$2-"));
}
