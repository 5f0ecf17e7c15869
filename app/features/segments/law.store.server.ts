import { Prisma } from "#app/infra/db.server.ts";

/**
 * SQL: the membership law (core/audiences/law, docs/membership.md) for whole profiles. `identities` is SQL that gives
 * (shop_id, profile, identity, identity_id), a row for each identity that is looked at. Gives a row for each profile and
 * audience that has a fact: shop_id, segment_id, profile, first_at, joined_at, left_at (with what the audience's ending
 * adds), until (when it runs out) and member (whether it is one at `now`).
 */
export const membershipLaw = (identities: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  WITH identities AS MATERIALIZED (${identities}),
  facts AS (
    SELECT i.shop_id, i.profile, f.* FROM identities i
    -- Looked up one by one (OFFSET keeps them from being joined): a planner whose statistics are older than most rows
    -- would go over all of them instead.
    CROSS JOIN LATERAL (
      SELECT m.segment_id, m.first_at, m.joined_at, m.left_at FROM membership m
      WHERE m.shop_id = i.shop_id AND m.identity = i.identity AND m.identity_id = i.identity_id
      UNION ALL
      SELECT e.segment_id, CASE WHEN e.action = 'add' THEN e.at END, CASE WHEN e.action = 'add' THEN e.at END,
             CASE WHEN e.action = 'remove' THEN e.at END
      FROM order_effect e
      WHERE e.shop_id = i.shop_id AND e.identity = i.identity AND e.identity_id = i.identity_id
        AND e.segment_id IS NOT NULL
      OFFSET 0) f),
  registers AS MATERIALIZED (
    SELECT shop_id, profile, segment_id, MIN(first_at) AS first_at, MAX(joined_at) AS joined_at, MAX(left_at) AS left_at
    FROM facts GROUP BY shop_id, profile, segment_id),
  ended AS (
    SELECT r.shop_id, r.segment_id, r.profile, r.first_at, r.joined_at,
           GREATEST(r.left_at, last_order.at, other.joined_at) AS left_at,
           r.joined_at + s.ends_after_days * interval '24 hours' AS until
    FROM registers r
    JOIN segment s ON s.shop_id = r.shop_id AND s.id = r.segment_id
    LEFT JOIN registers other ON other.shop_id = r.shop_id AND other.profile = r.profile
      AND other.segment_id = s.ends_on_joining
    LEFT JOIN LATERAL (
      -- The end of the second: Shopify tells orders' times in whole seconds.
      SELECT date_trunc('second', MAX(o.processed_at)) + interval '999 milliseconds' AS at FROM (
        SELECT o.processed_at FROM identities i
        JOIN "order" o ON o.shop_id = i.shop_id AND o.customer_id::text = i.identity_id
        WHERE s.ends_on_order AND i.shop_id = r.shop_id AND i.profile = r.profile AND i.identity = 'customer' AND NOT o.test
        UNION ALL
        SELECT o.processed_at FROM identities i
        JOIN visitor v ON v.shop_id = i.shop_id AND v.id::text = i.identity_id
        JOIN "order" o ON o.shop_id = v.shop_id AND o.ref = v.ref
        WHERE s.ends_on_order AND i.shop_id = r.shop_id AND i.profile = r.profile AND i.identity = 'visitor'
          AND o.customer_id IS NULL AND NOT o.test) o) last_order ON true)
  SELECT *, joined_at IS NOT NULL AND (left_at IS NULL OR joined_at >= left_at)
            AND (until IS NULL OR ${now} < until) AS member
  FROM ended`;
