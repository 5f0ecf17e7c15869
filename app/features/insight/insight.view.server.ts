import { growthOf } from "./growth.store.server.ts";
import { viewLineage } from "./lineage.view.server.ts";
import { PERIODS, type InsightView, type Patterns, type Period, type Trade } from "./screens.ts";
import { EVERYBODY, snapshotsOf, wantSnapshot } from "./snapshot.store.server.ts";

const USUAL: Period = 30;
/** Older ones are worked out anew when somebody looks. */
const FRESH_MS = 3_600_000;

/** The period that an address asks for; the usual one if it asks for none that there is. */
export const periodOf = (asked: string | null): Period => PERIODS.find((days) => String(days) === asked) ?? USUAL;

/**
 * How a segment grew, what its members do, and what it leads from and to. What can't be added up is worked out by a job:
 * this shows what came out last, and asks for it anew where that is an hour old. `today` is the shop's date.
 */
export async function viewInsight(
  shopId: number,
  id: number,
  { period, today, now }: { period: Period; today: string; now: Date },
): Promise<InsightView> {
  const keys = [id, EVERYBODY].map((segmentId) => ({ shopId, segmentId, days: period }));
  const [growth, lineage, snapshots] = await Promise.all([
    growthOf(shopId, id, period, today),
    viewLineage(shopId, id),
    snapshotsOf(keys),
  ]);
  let pending = false;
  for (const key of keys) {
    const known = snapshots.get(key.segmentId);
    if (known?.due) pending = true;
    if (known?.at && now.getTime() - known.at.getTime() < FRESH_MS) continue;
    pending = true;
    await wantSnapshot(key, now);
  }
  const own = snapshots.get(id);
  const everybody = snapshots.get(EVERYBODY)?.body as { trade: Trade } | null | undefined;
  const patterns =
    own?.at && everybody ? { ...(own.body as unknown as Patterns), at: own.at, everybody: everybody.trade } : null;
  return { period, growth, lineage, pending, patterns };
}
