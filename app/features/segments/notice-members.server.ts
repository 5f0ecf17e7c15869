import { recreditOrdersOf } from "#app/features/orders/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { noticeStore, shopsToNotice, type Member } from "./notice.store.server.ts";
import { ruleStore } from "./rule.store.server.ts";

const keyOf = ({ segmentId, profile }: Member) => `${segmentId} ${profile}`;

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

    const members = await store.membersAmong(profiles);
    const before = new Map((await store.noticedAmong(profiles)).map((member) => [keyOf(member), member]));
    const after = new Set(members.map(keyOf));
    await store.write({
      entered: members.filter((member) => !before.has(keyOf(member))),
      renewed: members.filter((member) => {
        const known = before.get(keyOf(member));
        return known !== undefined && known.until?.getTime() !== member.until?.getTime();
      }),
      left: [...before.values()].filter((member) => !after.has(keyOf(member))),
    });
    const rules = ruleStore(tx, shopId, now);
    for (const [id, rule] of await rules.rules()) await rules.apply(id, rule, profiles);
    return true;
  });
