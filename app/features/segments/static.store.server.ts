import { noteTouched } from "#app/features/people/index.server.ts";
import type { Tx } from "#app/infra/db.server.ts";

/**
 * Writes who is on a list that a merchant keeps, within the caller's transaction: joins and leaves of customers like any
 * others, so that the membership law, counts and rules know them. Gives how many that changed.
 */
export function staticStore(tx: Tx, shopId: number, segmentId: number) {
  const note = async (changed: readonly { id: string }[]): Promise<number> => {
    await noteTouched(
      tx,
      changed.map(({ id }) => ({ shopId, identity: "customer", id })),
    );
    return changed.length;
  };
  return {
    async add(customers: readonly bigint[], now: Date): Promise<number> {
      return note(
        await tx.$queryRaw<{ id: string }[]>`
          INSERT INTO membership AS m (shop_id, segment_id, identity, identity_id, first_at, first_event, joined_at,
                                       joined_by, kind)
          SELECT DISTINCT ${shopId}::int, ${segmentId}::int, 'customer', c, ${now}::timestamptz, 'hand', ${now}::timestamptz,
                 'hand', 'hand'
          FROM unnest(${customers.map(String)}::text[]) AS c ORDER BY c
          -- Whoever is on it stays since when they were; whoever was taken off comes back, also in the same moment.
          ON CONFLICT (shop_id, segment_id, identity, identity_id) DO UPDATE
          SET joined_at = GREATEST(EXCLUDED.joined_at, m.left_at), joined_by = EXCLUDED.joined_by
          WHERE m.joined_at < m.left_at
          RETURNING identity_id AS id`,
      );
    },

    async remove(customers: readonly bigint[], now: Date): Promise<number> {
      return note(
        await tx.$queryRaw<{ id: string }[]>`
          UPDATE membership m
          SET left_at = GREATEST(${now}::timestamptz, m.joined_at + interval '1 millisecond'), left_by = 'hand'
          WHERE m.shop_id = ${shopId} AND m.segment_id = ${segmentId} AND m.identity = 'customer'
            AND m.identity_id = ANY(${customers.map(String)}::text[])
            AND (m.left_at IS NULL OR m.joined_at >= m.left_at)
          RETURNING m.identity_id AS id`,
      );
    },
  };
}
