import { clock } from "#app/infra/clock.server.ts";
import { transaction, type Sql } from "#app/infra/transaction.server.ts";
import { mergeStore, type Merge } from "./merge.store.server.ts";
import { noteTouched } from "./touched.store.server.ts";

/** Longer than any transaction may take that had not heard of the merge. */
const LOOK_AGAIN_MS = 20_000;

/**
 * Two customers became one in Shopify: what was the one's is the other's from now on, within the caller's transaction.
 * Merges may come in any order, and repeatedly.
 */
export async function mergeCustomers(tx: Sql, { shopId, from, into }: Merge): Promise<void> {
  const store = mergeStore(tx);
  await store.hold(shopId);
  const left = await store.note({ shopId, from, into }, new Date(clock.now().getTime() + LOOK_AGAIN_MS));
  if (left !== from) await moveAll(tx, { shopId, from, into: left });
}

/** Looks once more for what was being stored while two customers were merged. False = no merge waits for that. */
export const mergeAgainNext = (): Promise<boolean> =>
  transaction(async (tx) => {
    const merge = await mergeStore(tx).takeDue(clock.now());
    if (merge) await moveAll(tx, merge);
    return merge !== null;
  });

async function moveAll(tx: Sql, merge: Merge): Promise<void> {
  await mergeStore(tx).move(merge);
  await noteTouched(
    tx,
    [merge.from, merge.into].map((id) => ({ shopId: merge.shopId, identity: "customer", id: id.toString() })),
  );
}
