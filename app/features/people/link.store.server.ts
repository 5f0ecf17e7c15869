import { Prisma, type Tx } from "#app/infra/db.server.ts";

/**
 * SQL: the customer of each visitor of a shop that has one (visitor_id, customer_id). A visitor belongs to the customer
 * of its least signed link, else of its least order's; "least" by (at, customer). Links are facts: nothing is rewritten
 * when they come, and deleting them undoes them.
 */
export const visitorCustomers = (shopId: number): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (visitor_id) visitor_id, customer_id FROM link WHERE shop_id = ${shopId}
  ORDER BY visitor_id, by = 'signed' DESC, at, customer_id`;

interface Link {
  visitorId: string;
  customerId: bigint;
  at: Date;
}

/** Writes link facts of one shop; the least time of a repeated one stands. */
export const linkStore = (tx: Tx, shopId: number) => ({
  /** A signed request of the storefront says that this customer was logged in. */
  async signed({ visitorId, customerId, at }: Link): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO link (shop_id, visitor_id, customer_id, by, at)
      VALUES (${shopId}, ${visitorId}::uuid, ${customerId}, 'signed', ${at})
      ON CONFLICT (shop_id, visitor_id, customer_id, by) DO UPDATE SET at = LEAST(link.at, EXCLUDED.at)`;
  },

  /** A customer's order carried this visitor's reference. Nothing happens while no such visitor is known. */
  async byOrder({ ref, customerId, at }: Omit<Link, "visitorId"> & { ref: string }): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO link (shop_id, visitor_id, customer_id, by, at)
      SELECT shop_id, id, ${customerId}, 'order', ${at} FROM visitor WHERE shop_id = ${shopId} AND ref = ${ref}
      ON CONFLICT (shop_id, visitor_id, customer_id, by) DO UPDATE SET at = LEAST(link.at, EXCLUDED.at)`;
  },
});
