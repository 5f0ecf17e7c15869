import { randomBytes } from "node:crypto";
import type { AudienceSettings } from "#app/contract/audience.schema.ts";
import { nameKey } from "#app/core/shared/name.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";

/**
 * To be called before a name is looked up that is then written: until the transaction ends nobody else does so in this shop.
 * Before any row is held, so that two never wait for each other.
 */
export async function holdNames(tx: Tx, shopId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${NAMES}::int, ${shopId}::int)`;
}
/** Any constant will do. */
const NAMES = 7_263_403;

/** Whether a segment beside this one has the name; of a new one `id` is 0. */
export const isNameTaken = async (tx: Tx, shopId: number, id: number, name: string): Promise<boolean> =>
  (await tx.segment.count({ where: { shopId, nameKey: nameKey(name), id: { not: id } } })) > 0;

export interface NewAudience extends AudienceSettings {
  name: string;
  campaignId: number;
  now: Date;
}

/**
 * The audience of this name, made if there is none: it waits for its first member and can be targeted already. Naming an
 * existing audience feeds the same one, as it is; naming a manual segment, or an archived audience, is refused.
 */
export async function ensureAudience(
  tx: Tx,
  shopId: number,
  { name, campaignId, now, description, endsAfterDays, endsOnOrder, endsOnJoining }: NewAudience,
): Promise<{ ok: true; id: number } | { ok: false; reason: "manual" | "archived" }> {
  await holdNames(tx, shopId);
  const key = randomBytes(6).toString("base64url");
  await tx.$executeRaw`
    INSERT INTO segment (shop_id, key, kind, name, name_key, source_campaign_id, created_at, description,
                         ends_after_days, ends_on_order, ends_on_joining)
    VALUES (${shopId}, ${key}, 'audience', ${name.trim()}, ${nameKey(name)}, ${campaignId}, ${now}, ${description},
            ${endsAfterDays}, ${endsOnOrder}, ${endsOnJoining})
    ON CONFLICT (shop_id, name_key) DO NOTHING`;
  const segment = await tx.segment.findUniqueOrThrow({
    where: { shopId_nameKey: { shopId, nameKey: nameKey(name) } },
    select: { id: true, kind: true, archivedAt: true },
  });
  if (segment.kind !== "audience") return { ok: false, reason: "manual" };
  return segment.archivedAt ? { ok: false, reason: "archived" } : { ok: true, id: segment.id };
}

export interface SegmentRef {
  id: number;
  kind: string;
  archived: boolean;
}

/** Those of these segments that are this shop's, by id: another shop's are left out. */
export async function ownSegments(tx: Tx, shopId: number, ids: readonly number[]): Promise<Map<number, SegmentRef>> {
  const rows = await tx.segment.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, kind: true, archivedAt: true },
  });
  return new Map(rows.map(({ archivedAt, ...row }) => [row.id, { ...row, archived: archivedAt !== null }]));
}

/** Opaque storefront keys by segment id. */
export async function segmentKeys(shopId: number): Promise<Map<number, string>> {
  const rows = await prisma.segment.findMany({ where: { shopId }, select: { id: true, key: true } });
  return new Map(rows.map((row) => [row.id, row.key]));
}
