import type { Stamp } from "#app/core/audiences/law.ts";
import { FOLD_ATTRIBUTES, FOLD_REGISTERS } from "#app/features/people/index.server.ts";
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
      ${FOLD_REGISTERS}`;
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
      ${FOLD_ATTRIBUTES}`;
  },
});
