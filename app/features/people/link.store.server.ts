import { Prisma, type Sql } from "#app/infra/db.server.ts";

/**
 * SQL: the customer of each of these visitors that has one (shop_id, visitor_id, customer_id). A visitor belongs to the
 * customer of its least signed link, else of its least order's; "least" by (at, id). Links are facts: nothing is
 * rewritten when they come. A link that the merchant undid does not count, whenever it comes again.
 *
 * `among` = SQL that restricts `l`, a link: without an index on it the whole table would be read.
 */
export const customersOfVisitors = (among: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (l.shop_id, l.visitor_id) l.shop_id, l.visitor_id, l.customer_id FROM link l
  WHERE ${among} AND NOT EXISTS (SELECT 1 FROM unlink u WHERE u.shop_id = l.shop_id AND u.visitor_id = l.visitor_id
                                 AND u.customer_id = l.customer_id)
  ORDER BY l.shop_id, l.visitor_id, l.by = 'signed' DESC, l.at, l.order_id, l.customer_id`;

interface SignedLink {
  readonly shopId: number;
  readonly visitor: string;
  readonly customerId: bigint;
  /** The time that Shopify signed. */
  readonly at: Date;
}

interface OrderLink {
  readonly shopId: number;
  readonly ref: string;
  readonly customerId: bigint;
  readonly orderId: bigint;
  readonly at: Date;
}

/** Which customers a visitor is signed for, and which it is not, says the merchant. */
export interface Claims {
  readonly shopId: number;
  readonly visitor: string;
  readonly customerId: bigint;
  readonly undone: boolean;
}

/** Writes link facts; the least time of a repeated one stands. */
export const linkStore = (tx: Sql) => ({
  /** Signed requests of the storefront say that these customers were logged in. */
  async signed(links: readonly SignedLink[]): Promise<void> {
    if (links.length === 0) return;
    const rows = links
      .map(({ customerId, ...link }) => ({ ...link, customer: customerId.toString() }))
      .sort((a, b) => a.shopId - b.shopId || (a.visitor + a.customer < b.visitor + b.customer ? -1 : 1));
    await tx.$executeRaw`
      INSERT INTO link (shop_id, visitor_id, customer_id, by, at)
      SELECT r."shopId", r.visitor, r.customer, 'signed', MIN(r.at)
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r("shopId" int, visitor uuid, customer bigint, at timestamptz)
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (shop_id, visitor_id, customer_id, by) DO UPDATE SET at = LEAST(link.at, EXCLUDED.at)`;
  },

  /** A customer's order carried this visitor's reference. Nothing happens while no such visitor is known. */
  async byOrder({ shopId, ref, customerId, orderId, at }: OrderLink): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO link (shop_id, visitor_id, customer_id, by, at, order_id)
      SELECT shop_id, id, ${customerId}, 'order', ${at}, ${orderId} FROM visitor WHERE shop_id = ${shopId} AND ref = ${ref}
      ON CONFLICT (shop_id, visitor_id, customer_id, by) DO UPDATE SET at = EXCLUDED.at, order_id = EXCLUDED.order_id
      WHERE (EXCLUDED.at, EXCLUDED.order_id) < (link.at, link.order_id)`;
  },

  /** The customers that these visitors were signed for, and those that the merchant parted them from. */
  async claimsOf(visitors: readonly { shopId: number; visitor: string }[]): Promise<Claims[]> {
    const asked = JSON.stringify(visitors);
    return tx.$queryRaw`
      SELECT l.shop_id AS "shopId", l.visitor_id AS visitor, l.customer_id AS "customerId", false AS undone
      FROM link l JOIN json_to_recordset(${asked}::json) AS r("shopId" int, visitor uuid)
        ON l.shop_id = r."shopId" AND l.visitor_id = r.visitor AND l.by = 'signed'
      UNION ALL
      SELECT u.shop_id, u.visitor_id, u.customer_id, true
      FROM unlink u JOIN json_to_recordset(${asked}::json) AS r("shopId" int, visitor uuid)
        ON u.shop_id = r."shopId" AND u.visitor_id = r.visitor`;
  },

  /** The visitor of a reference. */
  async visitorOf(shopId: number, ref: string): Promise<string | null> {
    const [row] = await tx.$queryRaw<
      { id: string }[]
    >`SELECT id FROM visitor WHERE shop_id = ${shopId} AND ref = ${ref}`;
    return row?.id ?? null;
  },

  /** The merchant parts a visitor and a customer for good. */
  async part(shopId: number, visitor: string, customerId: bigint, at: Date): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO unlink (shop_id, visitor_id, customer_id, at) VALUES (${shopId}, ${visitor}::uuid, ${customerId}, ${at})
      ON CONFLICT DO NOTHING`;
  },

  /** Takes the parting back: the links that were there count again. */
  async join(shopId: number, visitor: string, customerId: bigint): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM unlink WHERE shop_id = ${shopId} AND visitor_id = ${visitor}::uuid AND customer_id = ${customerId}`;
  },
});
