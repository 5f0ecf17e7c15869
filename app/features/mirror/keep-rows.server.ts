import { z } from "zod";
import type { Tx } from "#app/infra/transaction.server.ts";
import { collectionRow, customerRow, productRow, type Mirrored } from "#app/shopify/mirror.server.ts";
import { mirrorStore } from "./mirror.store.server.ts";

interface Kept {
  /** The numbers of those that were given. */
  readonly found: ReadonlySet<bigint>;
  /** Whether rules have to be asked anew of everybody; of customers they are asked of those that changed. */
  readonly changed: boolean;
}

/** Writes rows as Shopify gave them. Throws a ZodError when they are not what its schema promises. */
export async function keepRows(tx: Tx, shopId: number, what: Mirrored, rows: readonly unknown[]): Promise<Kept> {
  const store = mirrorStore(tx, shopId);
  const numbers = (list: readonly { readonly id: bigint }[]) => new Set(list.map(({ id }) => id));
  if (what === "customers") {
    const customers = z.array(customerRow).parse(rows);
    await store.keepCustomers(customers);
    return { found: numbers(customers), changed: false };
  }
  if (what === "products") {
    const products = z.array(productRow).parse(rows);
    return { found: numbers(products), changed: await store.keepProducts(products) };
  }
  const collections = z.array(collectionRow).parse(rows);
  return { found: numbers(collections), changed: await store.keepCollections(collections) };
}
