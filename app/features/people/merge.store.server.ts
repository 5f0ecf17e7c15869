import { hot, type Sql } from "#app/infra/db.server.ts";
import { FOLD_ATTRIBUTES, FOLD_REGISTERS } from "./fold.store.server.ts";

/** Any constant will do: with the shop's id it names the lock that keeps two merges of one shop apart. */
const LOCK = 7_263_403;

export interface Merge {
  readonly shopId: number;
  readonly from: bigint;
  readonly into: bigint;
}

/** Which customers became one, and what goes from the one to the other with it: all tables that name a customer. */
export const mergeStore = (tx: Sql) => ({
  async hold(shopId: number): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, ${shopId}::int)`;
  },

  /** Notes the merge, so that each one leads to the customer that is left; gives that customer. */
  async note({ shopId, from, into }: Merge, due: Date): Promise<bigint> {
    const left = await currentCustomer(tx, shopId, into);
    if (left === from) return left;
    await tx.$executeRaw`
      INSERT INTO merge (shop_id, from_id, into_id, due) VALUES (${shopId}, ${from}, ${left}, ${due})
      ON CONFLICT (shop_id, from_id) DO UPDATE SET into_id = EXCLUDED.into_id, due = EXCLUDED.due`;
    await tx.$executeRaw`
      UPDATE merge SET into_id = ${left}, due = ${due} WHERE shop_id = ${shopId} AND into_id = ${from}`;
    return left;
  },

  /**
   * Gives `into` what is `from`'s. Links, registers and attributes are least and greatest of their facts, so whatever
   * was moved before, and whatever comes after, they end as if all had been `into`'s from the beginning.
   */
  async move({ shopId, from, into }: Merge): Promise<void> {
    await moveLinks(tx, { shopId, from, into });
    await moveRegisters(tx, { shopId, from, into });
    await moveAttributes(tx, { shopId, from, into });
    await tx.$executeRaw`UPDATE "order" SET customer_id = ${into} WHERE shop_id = ${shopId} AND customer_id = ${from}`;
    await tx.$executeRaw`
      UPDATE order_effect SET identity_id = ${String(into)}
      WHERE shop_id = ${shopId} AND identity = 'customer' AND identity_id = ${String(from)}`;
    await tx.$executeRaw`
      UPDATE submission SET customer_id = ${into} WHERE shop_id = ${shopId} AND customer_id = ${from}`;
    // What Shopify knows of the customer that is left is asked for anew.
    await tx.$executeRaw`DELETE FROM customer WHERE shop_id = ${shopId} AND id = ${from}`;
  },

  /** Takes the merge whose second look waits longest. Null = none waits. */
  async takeDue(now: Date): Promise<Merge | null> {
    const [due] = await tx.$queryRaw<Merge[]>`
      UPDATE merge SET due = NULL WHERE (shop_id, from_id) = (
        SELECT shop_id, from_id FROM merge WHERE due <= ${now} ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING shop_id AS "shopId", from_id AS from, into_id AS into`;
    return due ?? null;
  },
});

/** The customer that this one is today: itself, unless it was merged into another. */
export async function currentCustomer(tx: Sql, shopId: number, customer: bigint): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ into: bigint }[]>`
    SELECT into_id AS into FROM merge WHERE shop_id = ${shopId} AND from_id = ${customer}`;
  return row?.into ?? customer;
}

/** The same of many: by "shop customer" those that were merged into others. */
export async function mergedCustomers(
  customers: readonly { readonly shopId: number; readonly customerId: bigint }[],
): Promise<ReadonlyMap<string, bigint>> {
  if (customers.length === 0) return new Map();
  const asked = JSON.stringify(customers.map(({ shopId, customerId }) => ({ shopId, id: String(customerId) })));
  const rows = await hot.$queryRaw<Merge[]>`
    SELECT m.shop_id AS "shopId", m.from_id AS from, m.into_id AS into
    FROM json_to_recordset(${asked}::json) AS r("shopId" int, id bigint)
    JOIN merge m ON m.shop_id = r."shopId" AND m.from_id = r.id`;
  return new Map(rows.map(({ shopId, from, into }) => [`${shopId} ${from}`, into]));
}

async function moveLinks(tx: Sql, { shopId, from, into }: Merge): Promise<void> {
  await tx.$executeRaw`
    WITH taken AS (DELETE FROM link WHERE shop_id = ${shopId} AND customer_id = ${from} RETURNING *)
    INSERT INTO link (shop_id, visitor_id, customer_id, by, at, order_id)
    SELECT shop_id, visitor_id, ${into}, by, at, order_id FROM taken
    ON CONFLICT (shop_id, visitor_id, customer_id, by) DO UPDATE SET at = EXCLUDED.at, order_id = EXCLUDED.order_id
    WHERE (EXCLUDED.at, COALESCE(EXCLUDED.order_id, 0)) < (link.at, COALESCE(link.order_id, 0))`;
  await tx.$executeRaw`
    WITH taken AS (DELETE FROM unlink WHERE shop_id = ${shopId} AND customer_id = ${from} RETURNING *)
    INSERT INTO unlink (shop_id, visitor_id, customer_id, at) SELECT shop_id, visitor_id, ${into}, at FROM taken
    ON CONFLICT DO NOTHING`;
}

async function moveRegisters(tx: Sql, { shopId, from, into }: Merge): Promise<void> {
  await tx.$executeRaw`
    WITH taken AS (
      DELETE FROM membership WHERE shop_id = ${shopId} AND identity = 'customer' AND identity_id = ${String(from)} RETURNING *)
    INSERT INTO membership AS m (shop_id, segment_id, identity, identity_id, first_at, first_event, joined_at, joined_by,
                                 left_at, left_by, campaign_id, version, variant, kind, block, detail, path)
    SELECT shop_id, segment_id, identity, ${String(into)}, first_at, first_event, joined_at, joined_by,
           left_at, left_by, campaign_id, version, variant, kind, block, detail, path
    FROM taken ORDER BY segment_id
    ${FOLD_REGISTERS}`;
}

async function moveAttributes(tx: Sql, { shopId, from, into }: Merge): Promise<void> {
  await tx.$executeRaw`
    WITH taken AS (
      DELETE FROM attribute WHERE shop_id = ${shopId} AND identity = 'customer' AND identity_id = ${String(from)} RETURNING *)
    INSERT INTO attribute AS a (shop_id, identity, identity_id, name, value, at, by)
    SELECT shop_id, identity, ${String(into)}, name, value, at, by FROM taken ORDER BY name
    ${FOLD_ATTRIBUTES}`;
}
