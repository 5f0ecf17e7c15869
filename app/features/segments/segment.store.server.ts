import { randomBytes } from "node:crypto";
import { nameKey } from "#app/core/shared/name.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";

export type AudienceResult = { ok: true; id: number } | { ok: false; reason: "name_taken_by_manual" };

/**
 * The audience of this name, made if there is none: it waits for its first member and can be targeted already.
 * Naming an existing audience feeds the same one; naming a manual segment is refused.
 */
export async function ensureAudience(
  tx: Tx,
  shopId: number,
  { name, campaignId, now }: { name: string; campaignId: number; now: Date },
): Promise<AudienceResult> {
  const key = randomBytes(6).toString("base64url");
  await tx.$executeRaw`
    INSERT INTO segment (shop_id, key, kind, name, name_key, source_campaign_id, created_at)
    VALUES (${shopId}, ${key}, 'audience', ${name.trim()}, ${nameKey(name)}, ${campaignId}, ${now})
    ON CONFLICT (shop_id, name_key) DO NOTHING`;
  const segment = await tx.segment.findUniqueOrThrow({
    where: { shopId_nameKey: { shopId, nameKey: nameKey(name) } },
    select: { id: true, kind: true },
  });
  return segment.kind === "audience" ? { ok: true, id: segment.id } : { ok: false, reason: "name_taken_by_manual" };
}

/** Ids that are segments of this shop: another shop's are left out. */
export async function ownSegmentIds(tx: Tx, shopId: number, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx.segment.findMany({ where: { shopId, id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}

/** Opaque storefront keys by segment id. */
export async function segmentKeys(shopId: number): Promise<Map<number, string>> {
  const rows = await prisma.segment.findMany({ where: { shopId }, select: { id: true, key: true } });
  return new Map(rows.map((row) => [row.id, row.key]));
}
