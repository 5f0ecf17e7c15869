import { CONVERTED } from "#app/core/bundle/bundle.ts";
import { customersOfVisitors } from "#app/features/people/index.server.ts";
import { Prisma, hot } from "#app/infra/db.server.ts";
import { membershipLaw } from "./law.store.server.ts";

export interface Asking {
  readonly shopId: number;
  readonly visitor: string;
  /** The customer that Shopify signed; null = nobody is logged in. */
  readonly customerId: bigint | null;
}

export interface AnsweredMembership {
  readonly shopId: number;
  readonly visitor: string;
  readonly key: string;
  readonly joinedAt: Date;
  readonly until: Date | null;
}

/**
 * The memberships that posts are answered with, in segments that an active campaign uses, and who has ordered after
 * which campaign. A post gets its visitor's; the whole profile's only while the signed customer is the profile's: a
 * browser must not learn of somebody else.
 */
export async function membershipsFor(asking: readonly Asking[], now: Date): Promise<AnsweredMembership[]> {
  if (asking.length === 0) return [];
  const rows = JSON.stringify(asking.map(({ customerId, ...one }) => ({ ...one, customer: customerId?.toString() })));
  const shopIds = [...new Set(asking.map((one) => one.shopId))];
  const signed = asking.some((one) => one.customerId !== null);
  const own = Prisma.sql`
    SELECT a."shopId" AS shop_id, a.visitor AS profile, 'visitor' AS identity, a.visitor AS identity_id
    FROM jsonb_to_recordset(${rows}::jsonb) AS a("shopId" int, visitor text)`;
  return hot.$queryRaw`
    WITH targeted AS MATERIALIZED (
      -- One after the other (OFFSET keeps them from being joined): most campaigns target nobody.
      SELECT DISTINCT u.shop_id, u.segment_id, s.key
      FROM (SELECT shop_id, campaign_id, segment_id FROM campaign_segment
            WHERE shop_id = ANY(${shopIds}) AND role IN ('include', 'exclude') OFFSET 0) u
      CROSS JOIN LATERAL (SELECT FROM campaign c
                          WHERE c.shop_id = u.shop_id AND c.id = u.campaign_id AND c.status = 'active' OFFSET 0) active
      CROSS JOIN LATERAL (SELECT s.key FROM segment s WHERE s.shop_id = u.shop_id AND s.id = u.segment_id OFFSET 0) s)
    SELECT m.shop_id AS "shopId", m.profile AS visitor, t.key, m.joined_at AS "joinedAt", m.until
    FROM (SELECT shop_id, profile, segment_id, joined_at, until
          FROM (${membershipLaw(signed ? Prisma.sql`${own} UNION ${wholeProfiles(rows)}` : own, now)}) law WHERE member
          UNION ALL ${metRules(rows)}) m
    JOIN targeted t ON t.shop_id = m.shop_id AND t.segment_id = m.segment_id
    UNION ALL ${conversions(rows)}
    ORDER BY key`;
}

/** The active campaigns that stop for whom an order of theirs has converted, as the publication names them. */
const conversions = (rows: string) => Prisma.sql`
  SELECT t.shop_id, a.visitor, ${CONVERTED} || t.campaign_id, MIN(o.processed_at), NULL::timestamptz
  FROM jsonb_to_recordset(${rows}::jsonb) AS a("shopId" int, visitor text)
  JOIN order_touch t ON t.shop_id = a."shopId" AND t.visitor_id = a.visitor::uuid
  JOIN "order" o ON o.shop_id = t.shop_id AND o.id = t.order_id AND NOT o.test
  JOIN campaign c ON c.shop_id = t.shop_id AND c.id = t.campaign_id AND c.status = 'active'
    AND c.settings @> '{"stopAfterOrder": true}'
  GROUP BY t.shop_id, a.visitor, t.campaign_id`;

/**
 * Rule segments, as they were last noticed: of the visitor while it is nobody's, else of its customer if that is
 * signed.
 */
const metRules = (rows: string) => Prisma.sql`
  SELECT n.shop_id, a.visitor, n.segment_id, n.at, n.until
  FROM jsonb_to_recordset(${rows}::jsonb) AS a("shopId" int, visitor text, customer bigint)
  LEFT JOIN (${customersOfVisitors(Prisma.sql`(l.shop_id, l.visitor_id) IN (
    SELECT r."shopId", r.visitor FROM jsonb_to_recordset(${rows}::jsonb) AS r("shopId" int, visitor uuid))`)}) own
    ON own.shop_id = a."shopId" AND own.visitor_id = a.visitor::uuid
  CROSS JOIN LATERAL (
    SELECT n.shop_id, n.segment_id, n.at, n.until FROM noticed n WHERE n.shop_id = a."shopId"
      AND n.profile = CASE WHEN own.customer_id IS NULL THEN 'v' || a.visitor
                           WHEN own.customer_id = a.customer THEN 'c' || own.customer_id END
    OFFSET 0) n
  JOIN segment rule ON rule.shop_id = n.shop_id AND rule.id = n.segment_id AND rule.kind = 'rule'`;

/** The customer, and the other visitors, of each asking visitor whose signed customer is its profile's. */
const wholeProfiles = (rows: string) => Prisma.sql`
  SELECT a."shopId", a.visitor, o.identity, o.identity_id
  FROM jsonb_to_recordset(${rows}::jsonb) AS a("shopId" int, visitor text, customer bigint)
  JOIN (${customersOfVisitors(Prisma.sql`(l.shop_id, l.visitor_id) IN (
    SELECT r."shopId", r.visitor FROM jsonb_to_recordset(${rows}::jsonb) AS r("shopId" int, visitor uuid))`)}) own
    ON own.shop_id = a."shopId" AND own.visitor_id = a.visitor::uuid AND own.customer_id = a.customer
  JOIN LATERAL (
    SELECT 'customer' AS identity, a.customer::text AS identity_id
    UNION ALL
    SELECT 'visitor', c.visitor_id::text
    FROM (${customersOfVisitors(Prisma.sql`l.shop_id = a."shopId" AND l.visitor_id IN (
      SELECT n.visitor_id FROM link n WHERE n.shop_id = a."shopId" AND n.customer_id = a.customer)`)}) c
    WHERE c.customer_id = a.customer) o ON true`;
