import type { Stamp } from "#app/core/audiences/law.ts";
import type { Sql } from "#app/infra/db.server.ts";
import type { VisitorKey } from "./event.store.server.ts";

/** What the screens tell of the event behind a membership or an attribute. */
export interface Evidence extends Stamp {
  readonly campaign: number;
  readonly version: number;
  readonly variant: string;
  readonly kind: string;
  readonly block: string | null;
  readonly detail: string | null;
  readonly path: string;
}

/** The registers that a group adds to one visitor and audience. */
export interface Enrolment extends VisitorKey {
  readonly segment: number;
  readonly first?: Stamp | undefined;
  readonly joined?: Evidence | undefined;
  readonly left?: Stamp | undefined;
}

export interface AttributeSet extends VisitorKey {
  readonly name: string;
  readonly value: string;
  readonly stamp: Stamp;
}

const iso = (stamp: Stamp | undefined) => stamp && new Date(stamp.at).toISOString();

/** Folds what events ask for into the registers of their visitors (core/audiences/law). */
export const enrolmentStore = (tx: Sql) => ({
  async enrol(enrolments: readonly Enrolment[]): Promise<void> {
    if (enrolments.length === 0) return;
    const rows = [...enrolments]
      .sort((a, b) => a.shopId - b.shopId || a.segment - b.segment || (a.visitor < b.visitor ? -1 : 1))
      .map(({ first, joined, left, ...key }) => ({
        ...joined,
        ...key,
        firstAt: iso(first),
        firstEvent: first?.id,
        joinedAt: iso(joined),
        joinedBy: joined?.id,
        leftAt: iso(left),
        leftBy: left?.id,
      }));
    await tx.$executeRaw`
      INSERT INTO membership AS m (shop_id, segment_id, identity, identity_id, first_at, first_event, joined_at,
                                   joined_by, left_at, left_by, campaign_id, version, variant, kind, block, detail, path)
      SELECT r."shopId", r.segment, 'visitor', r.visitor, r."firstAt", r."firstEvent", r."joinedAt", r."joinedBy",
             r."leftAt", r."leftBy", r.campaign, r.version, r.variant, r.kind, r.block, r.detail, r.path
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r("shopId" int, segment int, visitor text, "firstAt" timestamptz, "firstEvent" text, "joinedAt" timestamptz,
             "joinedBy" text, "leftAt" timestamptz, "leftBy" text, campaign int, version int, variant text, kind text,
             block text, detail text, path text)
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
  },

  /** Of each visitor and name the greatest (at, id) stands. */
  async setAttributes(sets: readonly AttributeSet[]): Promise<void> {
    if (sets.length === 0) return;
    const rows = sets
      .map(({ stamp, ...set }) => ({ ...set, at: iso(stamp), by: stamp.id }))
      .sort((a, b) => a.shopId - b.shopId || (a.visitor + a.name < b.visitor + b.name ? -1 : 1));
    await tx.$executeRaw`
      INSERT INTO attribute AS a (shop_id, identity, identity_id, name, value, at, by)
      SELECT r."shopId", 'visitor', r.visitor, r.name, r.value, r.at, r.by
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r("shopId" int, visitor text, name text, value text, at timestamptz, by text)
      ON CONFLICT (shop_id, identity, identity_id, name) DO UPDATE
      SET value = EXCLUDED.value, at = EXCLUDED.at, by = EXCLUDED.by
      WHERE (EXCLUDED.at, EXCLUDED.by COLLATE "C") > (a.at, a.by COLLATE "C")`;
  },
});
