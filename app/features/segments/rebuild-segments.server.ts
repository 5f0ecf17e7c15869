import { followsClock, type Definition } from "#app/core/segments/condition.ts";
import { clock } from "#app/infra/clock.server.ts";
import { isEmbedded } from "#app/infra/lifecycle.server.ts";
import { longTransaction, type Tx } from "#app/infra/transaction.server.ts";
import { write } from "./notice-members.server.ts";
import { noticeStore } from "./notice.store.server.ts";
import { A_STEP, rebuildStore } from "./rebuild.store.server.ts";
import { deferRebuild, dependentsOf, nextRebuild, ruleStore, type Rebuild } from "./rule.store.server.ts";

/** How often a segment is worked out anew whose members change as time goes by. */
const CLOCK_MS = 3_600_000;
/** After a failure; meanwhile the others have their turn. */
const AGAIN_MS = 5 * 60_000;

/**
 * Works out a rule segment from all profiles: after its rule was saved, when one that it asks for changed, and every hour
 * if time alone changes who meets it. Between that the profiles whose facts change are looked at (notice-members).
 * `inSteps`: a few profiles a call, so that others have their turn between. False = none was due.
 */
export async function rebuildNext(inSteps: boolean = isEmbedded): Promise<boolean> {
  const rebuild = await nextRebuild(clock.now());
  if (!rebuild) return false;
  try {
    return await rebuildOne(rebuild, inSteps);
  } catch (error) {
    await deferRebuild(rebuild, new Date(clock.now().getTime() + AGAIN_MS));
    throw error;
  }
}

/** False = another pass over the shop is under way. */
const rebuildOne = (rebuild: Rebuild, inSteps: boolean): Promise<boolean> =>
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
    const changed = inSteps
      ? await applyStep(tx, rebuild, rule)
      : (await store.applyToAll(id, rule, (left) => noticeStore(tx, shopId, now).kinOf(left))) > 0;
    if (changed === null) return true;
    const next = followsClock(rule) ? new Date(now.getTime() + CLOCK_MS) : null;
    await store.rebuilt(rebuild, next, changed ? dependentsOf(id, rules) : []);
    return true;
  });

/**
 * On the embedded database nothing else runs while a statement does: there the rule is asked of a few profiles at a
 * time, each step noting how far it came. That takes about three times as long as all at once. Gives whether anybody
 * entered or left; null = more is to do.
 */
async function applyStep(tx: Tx, rebuild: Rebuild, rule: Definition): Promise<boolean | null> {
  const { shopId, id, due } = rebuild;
  const store = ruleStore(tx, shopId, clock.now());
  const steps = rebuildStore(tx, shopId);
  const { of, after, changed } = await steps.progress(id, due);
  const found = await steps.next(of, after);
  const moved = (found.length > 0 && (await applyTo(found)) > 0) || changed;
  const last = found.at(-1)?.slice(1);
  if (found.length === A_STEP) await steps.note(id, due, { of, after: last ?? after, changed: moved });
  else if (of === "v") await steps.note(id, due, { of: "c", after: "0", changed: moved });
  else return (await store.dropStrangers(id)) > 0 || moved;
  return null;

  /** With what they were called before, and are called now, so that nobody leaves in one step and comes in another. */
  async function applyTo(names: readonly string[]): Promise<number> {
    const noticing = noticeStore(tx, shopId, clock.now());
    const identity = of === "v" ? "visitor" : "customer";
    const profiles = await noticing.profilesOf(names.map((name) => ({ identity, id: name.slice(1) })));
    return write(noticing, await noticing.noticedByRule(id, profiles), await store.membersAmong(id, rule, profiles));
  }
}
