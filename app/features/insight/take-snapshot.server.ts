import { clock } from "#app/infra/clock.server.ts";
import { boughtBy, patternsOf, type Stretch } from "./pattern.store.server.ts";
import { claimSnapshot, EVERYBODY, keepSnapshot, type SnapshotKey } from "./snapshot.store.server.ts";

const DAY = 86_400_000;

/** Works out the next snapshot that somebody asked for by looking. False = none waits. */
export async function snapshotNext(): Promise<boolean> {
  const now = clock.now();
  const claim = await claimSnapshot(now);
  if (!claim) return false;
  const { timezone, shopId, segmentId, days } = claim;
  const key: SnapshotKey = { shopId, segmentId, days };
  const stretch = (ago: number): Stretch => ({
    since: new Date(now.getTime() - (ago + days) * DAY),
    until: new Date(now.getTime() - ago * DAY),
  });
  const trade = { now: await boughtBy(key, stretch(0)), before: await boughtBy(key, stretch(days)) };
  const patterns = segmentId === EVERYBODY ? {} : await patternsOf(key, stretch(0), timezone);
  await keepSnapshot(key, { trade, ...patterns }, now);
  return true;
}
