import { rebuildRulesOn } from "#app/features/segments/index.server.ts";
import { makeRests } from "#app/infra/back-off.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { transaction, type Sql } from "#app/infra/transaction.server.ts";
import { ShopifyError } from "#app/shopify/graphql.server.ts";
import { numberIn, readMirrored, type Mirrored, type Named } from "#app/shopify/mirror.server.ts";
import { keepRows } from "./keep-rows.server.ts";
import { claimRows, mirrorStore, wantRow } from "./mirror.store.server.ts";

/** Shopify takes so many numbers in one question. */
const TOGETHER = 100;

/**
 * Notes that a webhook told of a change. Shopify's webhooks of customers carry neither tags nor consent, and those that
 * do come in any order: the row as a whole is asked for.
 */
export const noteChanged = (tx: Sql, shopId: number, what: Mirrored, id: bigint): Promise<void> =>
  wantRow(tx, shopId, what, id, clock.now());

/** Asks Shopify for customers that changed. False = none waits. */
export const refreshCustomers = () => refresh("customers");
/** Asks Shopify for products that changed. False = none waits. */
export const refreshProducts = () => refresh("products");
/** Asks Shopify for collections that changed. False = none waits. */
export const refreshCollections = () => refresh("collections");

/** Shops whose access is gone, say: each is asked less and less often, and keeps no other waiting. */
const LONGEST_REST_MS = 3_600_000;
const unreachable = makeRests(LONGEST_REST_MS);

async function refresh(what: Mirrored): Promise<boolean> {
  const claim = await claimRows(what, TOGETHER, { now: clock.now(), except: unreachable.resting(clock.now()) });
  if (!claim) return false;
  const { shopId, domain, ids, lease } = claim;
  let rows: Named[];
  try {
    rows = await readMirrored(domain, what, ids);
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    // They are due again when the lease has run out and the shop has rested.
    logger.warn({ shop: shopId, what, err: error }, "what changed could not be asked for");
    unreachable.failed(shopId, clock.now());
    return true;
  }
  unreachable.ended(shopId);
  await transaction(async (tx) => {
    const store = mirrorStore(tx, shopId);
    const settled = await store.settle(what, ids, lease);
    const asked = rows.filter((row) => settled.has(numberIn(row)));
    const changed = await keepRows(tx, shopId, what, asked);
    const found = new Set(asked.map(numberIn));
    if (what === "customers") await store.dropCustomers([...settled].filter((id) => !found.has(id)));
    if (changed) await rebuildRulesOn(tx, shopId, what, clock.now());
  });
  return true;
}
