import { followsClock } from "#app/core/segments/condition.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { noticeStore } from "./notice.store.server.ts";
import { dependentsOf, nextRebuild, ruleStore } from "./rule.store.server.ts";

/** How often a segment is worked out anew whose members change as time goes by. */
const CLOCK_MS = 3_600_000;

/**
 * Works out a rule segment from all profiles: after its rule was saved, when one that it asks for changed, and every hour
 * if time alone changes who meets it. Between that the profiles whose facts change are looked at (notice-members).
 * False = none was due.
 */
export async function rebuildNext(): Promise<boolean> {
  const due = await nextRebuild(clock.now());
  if (!due) return false;
  const { shopId, id } = due;
  return transaction(async (tx) => {
    const now = clock.now();
    // A pass over touched profiles of the shop is under way: it would write the same rows.
    if (!(await noticeStore(tx, shopId, now).hold())) return false;
    const store = ruleStore(tx, shopId, now);
    const rules = await store.rules();
    const rule = rules.find(([one]) => one === id)?.[1];
    if (!rule) {
      await store.rebuilt(id, null, []);
      return true;
    }
    const changes = await store.apply(id, rule, null);
    const next = followsClock(rule) ? new Date(now.getTime() + CLOCK_MS) : null;
    await store.rebuilt(id, next, changes > 0 ? dependentsOf(id, rules) : []);
    return true;
  });
}
