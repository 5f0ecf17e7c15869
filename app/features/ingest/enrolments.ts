import { effectsOf, type Then } from "#app/core/audiences/enrol.ts";
import { effectsOfHistory, type StoredEvent } from "#app/core/audiences/history.ts";
import { groupBy } from "#app/core/shared/group.ts";
import { greatest, least, type Stamp } from "#app/core/audiences/law.ts";
import type { AttributeSet, Enrolment, Evidence } from "./enrolment.store.server.ts";
import { rowKey, type EventRow, type HistoryRow } from "./event.store.server.ts";
import { campaignKey, type CampaignVersions } from "./version.store.server.ts";

const DAY = 86_400_000;
type Versions = ReadonlyMap<string, CampaignVersions>;

/** What events ask for, folded: one enrolment a visitor and audience, one value a visitor and attribute. */
export interface Asked {
  readonly enrolments: Enrolment[];
  readonly attributes: AttributeSet[];
}

/** What newly stored events ask for by themselves. */
export const asksOfEvents = (events: readonly EventRow[], versions: Versions): Effect[] =>
  events.flatMap((event) => {
    const rules = versions.get(campaignKey(event))?.versions.get(event.version)?.settings.rules ?? [];
    const evidence = { ...event, at: Date.parse(event.stamped), block: event.block ?? null, detail: detailOf(event) };
    return effectsOf(event, rules).map((then) => ({ shopId: event.shopId, visitor: event.visitor, evidence, then }));
  });

type HistoricEvent = StoredEvent<number> & Omit<HistoryRow, "at" | "block" | "element" | "goal">;

/** What the history of visitors asks for, each campaign's by itself. */
export function asksOfHistory(rows: readonly HistoryRow[], versions: Versions): Effect[] {
  const histories = groupBy(rows, (row) => `${rowKey(row.shopId, row.visitor)} ${row.campaign}`);
  return [...histories.values()].flatMap((history) =>
    effectsOfHistory<number, HistoricEvent>(
      history.map((row) => {
        const settings = versions.get(campaignKey(row))?.versions.get(row.version)?.settings;
        return {
          ...row,
          at: row.at.getTime(),
          rules: settings?.rules ?? [],
          clickWindow: (settings?.clickWindowDays ?? 0) * DAY,
          block: row.block ?? undefined,
          element: row.element ?? undefined,
          goal: row.goal ?? undefined,
        };
      }),
    ).map(({ event, then }) => ({
      shopId: event.shopId,
      visitor: event.visitor,
      evidence: { ...event, block: event.block ?? null, detail: detailOf(event) },
      then,
    })),
  );
}

export interface Effect {
  readonly shopId: number;
  readonly visitor: string;
  readonly evidence: Evidence;
  readonly then: Then<number>;
}

/** The threshold of a view, the element of an engagement, the goal. */
const detailOf = (event: { seconds?: number | undefined; element?: string | undefined; goal?: string | undefined }) =>
  event.seconds?.toString() ?? event.element ?? event.goal ?? null;

/** Least and greatest over all effects, so that the database gets one row a key. */
export function fold(effects: readonly Effect[]): Asked {
  const enrolments = new Map<string, Enrolment>();
  const attributes = new Map<string, AttributeSet>();
  for (const { shopId, visitor, evidence, then } of effects) {
    const owner = { shopId, visitor };
    if (then.do === "set") {
      const key = JSON.stringify([shopId, visitor, then.name]);
      const before = attributes.get(key);
      const stamp: Stamp = greatest(before?.stamp, evidence) ?? evidence;
      if (stamp === evidence) attributes.set(key, { ...owner, name: then.name, value: then.value, stamp });
      continue;
    }
    const key = `${rowKey(shopId, visitor)} ${then.segment}`;
    const before = enrolments.get(key) ?? { ...owner, segment: then.segment };
    enrolments.set(
      key,
      then.do === "add"
        ? { ...before, first: least(before.first, evidence), joined: greatest(before.joined, evidence) }
        : { ...before, left: greatest(before.left, evidence) },
    );
  }
  return { enrolments: [...enrolments.values()], attributes: [...attributes.values()] };
}
