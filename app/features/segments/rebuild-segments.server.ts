import { followsClock } from "#app/core/segments/condition.ts";
import { clock } from "#app/infra/clock.server.ts";
import { longTransaction } from "#app/infra/transaction.server.ts";
import { noticeStore } from "./notice.store.server.ts";
import { deferRebuild, dependentsOf, nextRebuild, ruleStore, type Rebuild } from "./rule.store.server.ts";

/** How often a segment is worked out anew whose members change as time goes by. */
const CLOCK_MS = 3_600_000;
/** After a failure; meanwhile the others have their turn. */
const AGAIN_MS = 5 * 60_000;

/**
 * Works out a rule segment from all profiles: after its rule was saved, when one that it asks for changed, and every hour
 * if time alone changes who meets it. Between that the profiles whose facts change are looked at (notice-members).
 * False = none was due.
 */
export async function rebuildNext(): Promise<boolean> {
  const rebuild = await nextRebuild(clock.now());
  if (!rebuild) return false;
  try {
    return await rebuildOne(rebuild);
  } catch (error) {
    await deferRebuild(rebuild, new Date(clock.now().getTime() + AGAIN_MS));
    throw error;
  }
}

/** False = another pass over the shop is under way. */
const rebuildOne = (rebuild: Rebuild): Promise<boolean> =>
  longTransaction(async (tx) => {
    const { shopId, id } = rebuild;
    const now = clock.now();
    // A pass over touched profiles of the shop is under way: it would write the same rows.
    if (!(await noticeStore(tx, shopId, now).hold())) return false;
    const store = ruleStore(tx, shopId, now);
    const rules = await store.rules();
    const rule = rules.find(([one]) => one === id)?.[1];
    if (!rule) {
      await store.rebuilt(rebuild, null, []);
      return true;
    }
    const changes = await store.apply(id, rule, null);
    const next = followsClock(rule) ? new Date(now.getTime() + CLOCK_MS) : null;
    await store.rebuilt(rebuild, next, changes > 0 ? dependentsOf(id, rules) : []);
    return true;
  });
