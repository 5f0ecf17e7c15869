import { storedContent } from "#app/contract/settings.schema.ts";
import type { Content } from "#app/core/campaigns/content.ts";
import { prisma } from "#app/infra/db.server.ts";

/** A content that the shop published at some time, by its hash. */
export async function contentByHash(shopId: number, hash: string): Promise<Content | null> {
  const row = await prisma.content.findUnique({ where: { shopId_hash: { shopId, hash } }, select: { body: true } });
  return row ? storedContent(row.body) : null;
}
