import { differences, withMoves, type Noticed } from "#app/core/audiences/noticing.ts";
import { recreditOrdersOf } from "#app/features/orders/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { noticeStore, shopsToNotice } from "./notice.store.server.ts";
import { ruleStore } from "./rule.store.server.ts";

/**
 * Works out what follows from facts that changed since the last pass: who entered and left which audience, and which
 * orders are to be credited anew. The law needs none of it; counts and screens do. False = nothing was to do.
 */
export async function noticeNext(): Promise<boolean> {
  let found = false;
  for (const shopId of await shopsToNotice(clock.now())) found = (await noticeShop(shopId)) || found;
  return found;
}

/**
 * One pass over one shop, in one transaction: a crash in the middle leaves it to be done. False = nothing was to do, or
 * another process is at it.
 */
export const noticeShop = (shopId: number): Promise<boolean> =>
  transaction(async (tx) => {
    const now = clock.now();
    const store = noticeStore(tx, shopId, now);
    if (!(await store.hold())) return false;
    const touched = await store.takeTouched();
    const changed = [...touched, ...(await store.takeChangedAudience())];
    const profiles = [...new Set([...(await store.profilesOf(changed)), ...(await store.dueProfiles())])];
    await recreditOrdersOf(tx, shopId, touched, now);
    if (profiles.length === 0) return changed.length > 0;

    const { byLaw, byRule } = await store.noticedAmong(profiles);
    await write(store, byLaw, await store.membersAmong(profiles));
    const rules = ruleStore(tx, shopId, now);
    for (const [id, rule] of await rules.rules())
      await write(store, byRule.get(id) ?? [], await rules.membersAmong(id, rule, profiles));
    return true;
  });

/** Writes who is a member now of those who were looked at. Gives how many entered or left. */
export async function write(
  store: ReturnType<typeof noticeStore>,
  before: readonly Noticed[],
  after: readonly Noticed[],
): Promise<number> {
  const found = differences(before, after);
  // Most passes only add: whose names changed need not be asked then.
  const somebodyMoved = found.entered.length > 0 && found.left.length > 0;
  const { entered, left, ...rest } = somebodyMoved ? withMoves(found, await store.kinOf(found.left)) : found;
  await store.write({ entered, left, ...rest });
  return entered.length + left.length;
}
