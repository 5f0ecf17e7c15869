import { visitorCustomers } from "#app/features/people/index.server.ts";
import { Prisma } from "#app/infra/db.server.ts";

/**
 * SQL: the members of every audience of a shop, a row a profile. A profile is a customer with all its visitors, or a
 * visitor alone; its registers are the least and greatest over its identities (the membership law, docs/membership.md).
 */
export const membersSql = (shopId: number): Prisma.Sql => Prisma.sql`
  SELECT segment_id, profile, MIN(first_at) AS first_at, MAX(joined_at) AS joined_at
  FROM (SELECT m.segment_id, m.first_at, m.joined_at, m.left_at,
               COALESCE('c' || vc.customer_id, CASE m.identity WHEN 'customer' THEN 'c' ELSE 'v' END || m.identity_id) AS profile
        FROM membership m
        LEFT JOIN (${visitorCustomers(shopId)}) vc ON m.identity = 'visitor' AND vc.visitor_id::text = m.identity_id
        WHERE m.shop_id = ${shopId}) i
  GROUP BY segment_id, profile
  HAVING MAX(joined_at) IS NOT NULL AND (MAX(left_at) IS NULL OR MAX(joined_at) >= MAX(left_at))`;
