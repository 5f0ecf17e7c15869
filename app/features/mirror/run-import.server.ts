import { z } from "zod";
import type { IncomingOrder } from "#app/contract/webhook.schema.ts";
import { tryAgainAt } from "#app/infra/back-off.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { breathe } from "#app/infra/quiet.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { rebuildRulesOn } from "#app/features/segments/index.server.ts";
import { registerPastOrder } from "#app/features/orders/index.server.ts";
import { bulkRows, bulkStatus, startBulk, type BulkRow } from "#app/shopify/bulk.server.ts";
import { ShopifyError } from "#app/shopify/graphql.server.ts";
import { bulkQuery } from "#app/shopify/mirror.server.ts";
import { PAST_MS, pastOrder, pastOrdersQuery } from "#app/shopify/past-orders.server.ts";
import { claimImport, IMPORTED, noteStep, wantImports, type Import, type Imported } from "./import.store.server.ts";
import { keepRows } from "./keep-rows.server.ts";

const LOOK_AGAIN_MS = 2_000;
const LONGEST_WAIT = 10 * 60_000;
/** Rows a transaction: on the embedded database nothing else runs meanwhile. */
const TOGETHER: Readonly<Record<Imported, number>> = {
  customers: 250,
  products: 250,
  collections: 250,
  orders: 20,
};

/**
 * Goes one step on with filling a new shop's tables from Shopify: asks for a bulk operation, waits for it, reads its
 * result. What was read is noted with the rows themselves: a crash goes on behind it. False = nothing was to do.
 */
export async function importNext(): Promise<boolean> {
  const now = clock.now();
  await wantImports(IMPORTED, now);
  const claim = await claimImport(now);
  if (!claim) return false;
  try {
    await stepOf[claim.state](claim);
  } catch (error) {
    const known = error instanceof ShopifyError;
    logger.warn({ shop: claim.shopId, what: claim.what, attempt: claim.attempts, err: error }, "an import failed");
    const message = known ? error.message : "Something broke while reading what Shopify gathered.";
    // The operation itself may have failed, or its result have run out: from the beginning.
    const again = claim.attempts > 3 && claim.state !== "wanted" ? ({ state: "wanted" } as const) : {};
    const due = tryAgainAt(claim.attempts, LONGEST_WAIT, clock.now());
    await noteStepLater(claim, { ...again, error: message, due });
  }
  return true;
}

const queryOf = (what: Imported): string =>
  what === "orders" ? pastOrdersQuery(new Date(clock.now().getTime() - PAST_MS)) : bulkQuery(what);

const inAWhile = () => new Date(clock.now().getTime() + LOOK_AGAIN_MS);

const stepOf: Readonly<Record<Import["state"], (claim: Import) => Promise<void>>> = {
  wanted: async (claim) => {
    const operation = await startBulk(claim.domain, queryOf(claim.what));
    await noteStepLater(claim, { state: "running", operation, rows: 0, due: inAWhile() });
  },
  running: async (claim) => {
    const { done, url } = await bulkStatus(claim.domain, claim.operation ?? "");
    if (!done) await noteStepLater(claim, { due: inAWhile() });
    else if (url === null) await finish(claim, 0);
    else await noteStepLater(claim, { state: "reading", url, due: clock.now() });
  },
  reading: async (claim) => {
    let read = 0;
    let rows: BulkRow[] = [];
    for await (const row of bulkRows(claim.url ?? "")) {
      read = row.read;
      if (read <= claim.rows) continue;
      rows.push(row);
      if (rows.length < TOGETHER[claim.what]) continue;
      await keep(claim, rows, read);
      rows = [];
    }
    await keep(claim, rows, read);
    await finish(claim, read);
  },
};

async function keep(claim: Import, rows: readonly BulkRow[], read: number): Promise<void> {
  await breathe();
  await transaction(async (tx) => {
    const now = clock.now();
    if (claim.what === "orders")
      for (const one of rows)
        for (const order of readOrder(one, claim)) await registerPastOrder(tx, claim.shopId, order, now);
    else
      await keepRows(
        tx,
        claim.shopId,
        claim.what,
        rows.map(({ row }) => row),
      );
    await noteStep(tx, claim, { rows: read, due: new Date(now.getTime() + 120_000) });
  });
}

/** The order, or nothing where it can't be read: its neighbours don't wait for it. */
function readOrder({ row, children }: BulkRow, { shopId, what }: Import): IncomingOrder[] {
  try {
    return [pastOrder(row, children)];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    logger.warn({ shopId, what, places: error.issues.map(({ path }) => path.join(".")) }, "an order can't be read");
    return [];
  }
}

const noteStepLater = (claim: Import, step: Parameters<typeof noteStep>[2]): Promise<void> =>
  transaction((tx) => noteStep(tx, claim, step));

const finish = (claim: Import, rows: number): Promise<void> =>
  transaction(async (tx) => {
    const now = clock.now();
    if (claim.what !== "orders") await rebuildRulesOn(tx, claim.shopId, claim.what, now);
    await noteStep(tx, claim, { state: "done", rows, url: null, due: null, finishedAt: now });
  });
