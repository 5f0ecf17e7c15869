import { Prisma } from "#app/infra/db.server.ts";

/**
 * SQL: the customer of each visitor of a shop that has one (visitor_id, customer_id). A visitor belongs to the customer
 * of its least signed link, else of its least order's; "least" by (at, customer).
 */
export const VISITOR_CUSTOMER = (shopId: number): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (visitor_id) visitor_id, customer_id FROM link WHERE shop_id = ${shopId}
  ORDER BY visitor_id, by = 'signed' DESC, at, customer_id`;

/**
 * SQL: the members of every audience of a shop, a row a profile. A profile is a customer with all its visitors, or a
 * visitor alone; its registers are the least and greatest over its identities (the membership law, docs/membership.md).
 */
export const MEMBERS = (shopId: number): Prisma.Sql => Prisma.sql`
  SELECT segment_id, profile, MIN(first_at) AS first_at, MAX(joined_at) AS joined_at
  FROM (SELECT m.segment_id, m.first_at, m.joined_at, m.left_at,
               COALESCE('c' || vc.customer_id, CASE m.identity WHEN 'customer' THEN 'c' ELSE 'v' END || m.identity_id) AS profile
        FROM membership m
        LEFT JOIN (${VISITOR_CUSTOMER(shopId)}) vc ON m.identity = 'visitor' AND vc.visitor_id::text = m.identity_id
        WHERE m.shop_id = ${shopId}) i
  GROUP BY segment_id, profile
  HAVING MAX(joined_at) IS NOT NULL AND (MAX(left_at) IS NULL OR MAX(joined_at) >= MAX(left_at))`;
