import type { z } from "zod";
import { logger } from "#app/infra/logger.server.ts";
import type { Tx } from "#app/infra/transaction.server.ts";
import { collectionRow, customerRow, productRow, type Mirrored } from "#app/shopify/mirror.server.ts";
import { mirrorStore } from "./mirror.store.server.ts";

/**
 * Writes rows as Shopify gave them, but for those that are not what its schema promises: one of them must not keep its
 * neighbours waiting for ever. Gives whether rules have to be asked anew of everybody; of customers they are asked of those
 * that changed.
 */
export async function keepRows(tx: Tx, shopId: number, what: Mirrored, rows: readonly unknown[]): Promise<boolean> {
  const store = mirrorStore(tx, shopId);
  const readable = <T>(schema: z.ZodType<T>) => rows.flatMap((row) => readOne(row, schema, { shopId, what }));
  switch (what) {
    case "customers":
      await store.keepCustomers(readable(customerRow));
      return false;
    case "products":
      return store.keepProducts(readable(productRow));
    case "collections":
      return store.keepCollections(readable(collectionRow));
  }
}

/** The row, or nothing where it can't be read. What stands in it is nobody's business but the shop's. */
export function readOne<T>(row: unknown, schema: z.ZodType<T>, about: { shopId: number; what: string }): T[] {
  const parsed = schema.safeParse(row);
  if (parsed.success) return [parsed.data];
  const places = parsed.error.issues.map(({ path }) => path.join("."));
  logger.warn({ ...about, places }, "a row of Shopify's can't be read, and is left out");
  return [];
}
