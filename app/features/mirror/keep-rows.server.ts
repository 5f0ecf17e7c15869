import { z } from "zod";
import type { Tx } from "#app/infra/transaction.server.ts";
import { customerRow, productRow, type Mirrored } from "#app/shopify/mirror.server.ts";
import { mirrorStore } from "./mirror.store.server.ts";

/** Writes rows as Shopify gave them; gives their numbers. Throws a ZodError when they are not what its schema promises. */
export async function keepRows(tx: Tx, shopId: number, what: Mirrored, rows: readonly unknown[]): Promise<Set<bigint>> {
  const store = mirrorStore(tx, shopId);
  if (what === "customers") {
    const customers = z.array(customerRow).parse(rows);
    await store.keepCustomers(customers);
    return new Set(customers.map(({ id }) => id));
  }
  const products = z.array(productRow).parse(rows);
  await store.keepProducts(products);
  return new Set(products.map(({ id }) => id));
}
