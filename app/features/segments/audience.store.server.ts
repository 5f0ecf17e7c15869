import type { AudienceSettings } from "#app/contract/audience.schema.ts";
import { nameKey } from "#app/core/shared/name.ts";
import type { Tx } from "#app/infra/db.server.ts";

type SavedAudience = AudienceSettings & { readonly name: string; readonly tags: string[] };

/** Writes audiences of one shop within the caller's transaction. */
export const audienceStore = (tx: Tx, shopId: number) => ({
  /** Holds the segment's row, and says of which kind it is; null = this shop has no such segment. */
  async hold(id: number): Promise<string | null> {
    const [row] = await tx.$queryRaw<{ kind: string }[]>`
      SELECT kind FROM segment WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`;
    return row?.kind ?? null;
  },

  async isAudience(id: number): Promise<boolean> {
    return (await tx.segment.count({ where: { shopId, id, kind: "audience" } })) > 0;
  },

  /** Active campaigns that feed or target it. */
  async activeUsers(id: number): Promise<{ id: number; name: string }[]> {
    return tx.$queryRaw`
      SELECT c.id, c.name FROM campaign c WHERE c.shop_id = ${shopId} AND c.status = 'active'
        AND EXISTS (SELECT 1 FROM campaign_segment u WHERE u.shop_id = c.shop_id AND u.campaign_id = c.id
                    AND u.segment_id = ${id})
      ORDER BY c.id`;
  },

  /** `at` null = out of the archive, where rules are not kept current: it is worked out anew at `now`. */
  async archive(id: number, at: Date | null, now: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE segment SET archived_at = ${at}::timestamptz,
        rebuild_due = CASE WHEN kind = 'rule' AND ${at}::timestamptz IS NULL THEN ${now}::timestamptz END
      WHERE shop_id = ${shopId} AND id = ${id}`;
  },

  /** A changed ending changes who is a member: then every membership is looked at again. */
  async save(id: number, { name, description, tags, ...ending }: SavedAudience): Promise<void> {
    const { endsAfterDays, endsOnOrder, endsOnJoining } = ending;
    await tx.$executeRaw`
      UPDATE segment SET name = ${name}, name_key = ${nameKey(name)}, description = ${description}, tags = ${tags}::text[],
        ends_after_days = ${endsAfterDays}::int, ends_on_order = ${endsOnOrder}, ends_on_joining = ${endsOnJoining}::int,
        notice_from = CASE WHEN (ends_after_days, ends_on_order, ends_on_joining)
          IS DISTINCT FROM (${endsAfterDays}::int, ${endsOnOrder}::boolean, ${endsOnJoining}::int) THEN '' ELSE notice_from END
      WHERE shop_id = ${shopId} AND id = ${id}`;
  },
});
