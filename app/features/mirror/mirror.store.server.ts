import { noteTouched } from "#app/features/people/index.server.ts";
import { Prisma, prisma, type Sql, type Tx } from "#app/infra/db.server.ts";
import type { CollectionRow, CustomerRow, Mirrored, ProductRow } from "#app/shopify/mirror.server.ts";

/** How long an attempt may take before it is made again. */
const LEASE_MS = 60_000;

const TABLE: Readonly<Record<Mirrored, Prisma.Sql>> = {
  customers: Prisma.sql`customer`,
  products: Prisma.sql`product`,
  collections: Prisma.sql`collection`,
};

const asJson = (rows: readonly object[]) =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

/** Writes rows as Shopify has them: of each the one with the greatest `updatedAt` stands, whatever comes first. */
export const mirrorStore = (tx: Tx, shopId: number) => ({
  /** Rules are asked anew of customers that changed. */
  async keepCustomers(rows: readonly CustomerRow[]): Promise<void> {
    const changed = await tx.$queryRaw<{ id: bigint }[]>`
      INSERT INTO customer AS c (shop_id, id, updated_at, tags, subscribed, orders, spent)
      SELECT ${shopId}::int, r.id, r."updatedAt", ARRAY(SELECT jsonb_array_elements_text(r.tags)), r.subscribed, r.orders, r.spent
      FROM (SELECT DISTINCT ON (id) * FROM json_to_recordset(${asJson(rows)}::json)
              AS r(id bigint, "updatedAt" timestamptz, tags jsonb, subscribed boolean, orders int, spent bigint)
            ORDER BY id, "updatedAt" DESC) r
      WHERE NOT EXISTS (SELECT 1 FROM merge g WHERE g.shop_id = ${shopId} AND g.from_id = r.id)
      ORDER BY r.id
      ON CONFLICT (shop_id, id) DO UPDATE SET updated_at = EXCLUDED.updated_at, tags = EXCLUDED.tags,
        subscribed = EXCLUDED.subscribed, orders = EXCLUDED.orders, spent = EXCLUDED.spent
      WHERE c.updated_at IS NULL OR c.updated_at <= EXCLUDED.updated_at
      RETURNING c.id`;
    await noteTouched(
      tx,
      changed.map(({ id }) => ({ shopId, identity: "customer", id: id.toString() })),
    );
  },

  /** Gives whether anything changed that rules ask of products: most webhooks tell of prices and stock. */
  async keepProducts(rows: readonly ProductRow[]): Promise<boolean> {
    const [kept] = await tx.$queryRaw<{ changed: boolean }[]>`
      WITH r AS (
        SELECT DISTINCT ON (id) id, "updatedAt", title, handle, type, vendor,
               ARRAY(SELECT jsonb_array_elements_text(tags)) AS tags
        FROM json_to_recordset(${asJson(rows)}::json)
          AS r(id bigint, "updatedAt" timestamptz, title text, handle text, type text, vendor text, tags jsonb)
        ORDER BY id, "updatedAt" DESC),
      -- What stood before: the whole statement sees the table as it was.
      old AS (SELECT p.id, p.handle, p.type, p.vendor, p.tags FROM product p JOIN r USING (id) WHERE p.shop_id = ${shopId}),
      put AS (
        INSERT INTO product AS p (shop_id, id, updated_at, title, handle, type, vendor, tags)
        SELECT ${shopId}::int, r.id, r."updatedAt", r.title, r.handle, r.type, r.vendor, r.tags FROM r ORDER BY r.id
        ON CONFLICT (shop_id, id) DO UPDATE SET updated_at = EXCLUDED.updated_at, title = EXCLUDED.title,
          handle = EXCLUDED.handle, type = EXCLUDED.type, vendor = EXCLUDED.vendor, tags = EXCLUDED.tags
        WHERE p.updated_at IS NULL OR p.updated_at <= EXCLUDED.updated_at
        RETURNING p.id, p.handle, p.type, p.vendor, p.tags)
      SELECT EXISTS (SELECT 1 FROM (SELECT * FROM put EXCEPT SELECT * FROM old) d) AS changed`;
    return kept?.changed ?? false;
  },

  /** Gives whether the address of any changed. */
  async keepCollections(rows: readonly CollectionRow[]): Promise<boolean> {
    const [kept] = await tx.$queryRaw<{ changed: boolean }[]>`
      WITH r AS (
        SELECT DISTINCT ON (id) * FROM json_to_recordset(${asJson(rows)}::json)
          AS r(id bigint, "updatedAt" timestamptz, title text, handle text)
        ORDER BY id, "updatedAt" DESC),
      old AS (SELECT c.id, c.handle FROM collection c JOIN r USING (id) WHERE c.shop_id = ${shopId}),
      put AS (
        INSERT INTO collection AS c (shop_id, id, updated_at, title, handle)
        SELECT ${shopId}::int, r.id, r."updatedAt", r.title, r.handle FROM r ORDER BY r.id
        ON CONFLICT (shop_id, id) DO UPDATE SET updated_at = EXCLUDED.updated_at, title = EXCLUDED.title,
          handle = EXCLUDED.handle
        WHERE c.updated_at IS NULL OR c.updated_at <= EXCLUDED.updated_at
        RETURNING c.id, c.handle)
      SELECT EXISTS (SELECT 1 FROM (SELECT * FROM put EXCEPT SELECT * FROM old) d) AS changed`;
    return kept?.changed ?? false;
  },

  /** A customer that is gone has no tags and no consent; products and collections keep what they were. */
  async dropCustomers(ids: readonly bigint[]): Promise<void> {
    await tx.customer.deleteMany({ where: { shopId, id: { in: [...ids] } } });
    await noteTouched(
      tx,
      ids.map((id) => ({ shopId, identity: "customer", id: id.toString() })),
    );
  },

  /**
   * Done with these; gives which. Those that a webhook told of again meanwhile are asked for again: the answer may be
   * older, and of one second, in which Shopify's times do not say so.
   */
  async settle(what: Mirrored, ids: readonly bigint[], lease: Date): Promise<ReadonlySet<bigint>> {
    const rows = await tx.$queryRaw<{ id: bigint }[]>`
      UPDATE ${TABLE[what]} SET due = NULL WHERE shop_id = ${shopId} AND id = ANY(${[...ids]}::bigint[]) AND due = ${lease}
      RETURNING id`;
    return new Set(rows.map(({ id }) => id));
  },
});

/** Notes, with the webhook that told of it, that Shopify is to be asked for a row. */
export async function wantRow(tx: Sql, shopId: number, what: Mirrored, id: bigint, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ${TABLE[what]} (shop_id, id, due) VALUES (${shopId}, ${id}, ${now})
    ON CONFLICT (shop_id, id) DO UPDATE SET due = EXCLUDED.due`;
}

export interface DueRows {
  readonly shopId: number;
  readonly domain: string;
  readonly ids: readonly bigint[];
  readonly lease: Date;
}

/** Takes some due rows of one shop, for the length of a lease. Null = none waits. */
export async function claimRows(
  what: Mirrored,
  most: number,
  { now, except }: { readonly now: Date; readonly except: readonly number[] },
): Promise<DueRows | null> {
  const lease = new Date(now.getTime() + LEASE_MS);
  const table = TABLE[what];
  const rows = await prisma.$queryRaw<{ shopId: number; domain: string; id: bigint }[]>`
    UPDATE ${table} c SET due = ${lease} FROM shop h
    WHERE h.id = c.shop_id AND (c.shop_id, c.id) IN (
      SELECT d.shop_id, d.id FROM ${table} d WHERE d.due <= ${now} AND d.shop_id = (
        SELECT e.shop_id FROM ${table} e JOIN shop s ON s.id = e.shop_id AND s.uninstalled_at IS NULL
        WHERE e.due <= ${now} AND e.shop_id <> ALL(${except}::int[]) ORDER BY e.due LIMIT 1)
      ORDER BY d.due LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING c.shop_id AS "shopId", h.domain, c.id`;
  const [first] = rows;
  return first ? { shopId: first.shopId, domain: first.domain, ids: rows.map(({ id }) => id), lease } : null;
}
