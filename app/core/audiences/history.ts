import { meets, needsHistory, type EnrolmentRule, type Interaction, type Then } from "./enrol.ts";
import { compareStamps, type Stamp } from "./law.ts";

/** An event of one visitor and one campaign as it is stored, with the rules of the version that it names. */
export interface StoredEvent<Segment> extends Stamp, Interaction {
  readonly rules: readonly EnrolmentRule<Segment>[];
  /** Milliseconds before a goal within which a touch of the campaign must lie. */
  readonly clickWindow: number;
}

export interface Effect<Segment, Event> {
  readonly event: Event;
  readonly then: Then<Segment>;
}

/** Kinds of events that count as a click in every window (design, section 8). */
export const CLICK_TOUCHES = ["click", "engagement", "submit"] as const;
const isTouch = (kind: string) => CLICK_TOUCHES.some((one) => one === kind);

/** Rules with the same key count the same engagements, whatever their n. */
const countKey = ({ when, block, variant }: EnrolmentRule<unknown>) =>
  JSON.stringify([when.on === "engagement" ? when.element : "", block, variant]);

/**
 * What the stored events of one visitor and one campaign, all taken together, ask for beyond what each asks for by
 * itself: the n-th engagement by (at, id) and each later one, and goals that a touch of the campaign precedes within
 * its click window. More events never take an effect away, so folding the result of each look into the registers gives
 * the same whatever came first.
 */
export function effectsOfHistory<Segment, E extends StoredEvent<Segment>>(events: readonly E[]): Effect<Segment, E>[] {
  const ordered = [...events].sort(compareStamps);
  const touches = ordered.filter((event) => isTouch(event.kind)).map((event) => event.at);
  const counted = new Map(
    ordered
      .flatMap((event) => event.rules)
      .filter((rule) => needsHistory(rule) && rule.when.on === "engagement")
      .map((rule) => [countKey(rule), rule]),
  );
  const counts = new Map<string, number>();
  let lastTouch = -Infinity;
  let nextTouch = 0;
  const effects: Effect<Segment, E>[] = [];
  for (const event of ordered) {
    for (const [key, rule] of counted) if (meets(rule, event)) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (let at = touches[nextTouch]; at !== undefined && at <= event.at; at = touches[++nextTouch]) lastTouch = at;
    for (const rule of event.rules) {
      if (!needsHistory(rule) || !meets(rule, event)) continue;
      const reached =
        rule.when.on === "engagement"
          ? (counts.get(countKey(rule)) ?? 0) >= rule.when.times
          : lastTouch >= event.at - event.clickWindow;
      if (reached) effects.push({ event, then: rule.then });
    }
  }
  return effects;
}
