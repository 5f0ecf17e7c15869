import { Prisma } from "#app/infra/db.server.ts";

/**
 * SQL: how an INSERT INTO membership AS m meets registers that are there: the least first join, the greatest join with
 * its evidence, the greatest leave (core/audiences/law).
 */
export const FOLD_REGISTERS = Prisma.sql`
  ON CONFLICT (shop_id, segment_id, identity, identity_id) DO UPDATE SET
    (first_at, first_event) = (
      SELECT a, i FROM (VALUES (m.first_at, m.first_event), (EXCLUDED.first_at, EXCLUDED.first_event)) AS v(a, i)
      ORDER BY a NULLS LAST, i COLLATE "C" LIMIT 1),
    (left_at, left_by) = (
      SELECT a, i FROM (VALUES (m.left_at, m.left_by), (EXCLUDED.left_at, EXCLUDED.left_by)) AS v(a, i)
      ORDER BY a DESC NULLS LAST, i COLLATE "C" DESC LIMIT 1),
    (joined_at, joined_by, campaign_id, version, variant, kind, block, detail, path) = (
      SELECT a, i, c, n, r, k, b, d, p FROM (VALUES
        (m.joined_at, m.joined_by, m.campaign_id, m.version, m.variant, m.kind, m.block, m.detail, m.path),
        (EXCLUDED.joined_at, EXCLUDED.joined_by, EXCLUDED.campaign_id, EXCLUDED.version, EXCLUDED.variant,
         EXCLUDED.kind, EXCLUDED.block, EXCLUDED.detail, EXCLUDED.path)) AS v(a, i, c, n, r, k, b, d, p)
      ORDER BY a DESC NULLS LAST, i COLLATE "C" DESC LIMIT 1)`;

/** SQL: of an identity and name the greatest (at, by) stands, for an INSERT INTO attribute AS a. */
export const FOLD_ATTRIBUTES = Prisma.sql`
  ON CONFLICT (shop_id, identity, identity_id, name) DO UPDATE
  SET value = EXCLUDED.value, at = EXCLUDED.at, by = EXCLUDED.by
  WHERE (EXCLUDED.at, EXCLUDED.by COLLATE "C") > (a.at, a.by COLLATE "C")`;
