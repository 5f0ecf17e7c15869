import { prisma, type Tx } from "#app/infra/db.server.ts";
import { MIRRORED } from "#app/shopify/mirror.server.ts";

/** What a new shop is filled with. */
export const IMPORTED = [...MIRRORED, "orders"] as const;
export type Imported = (typeof IMPORTED)[number];

/** How long a step may take before it is made again. */
const LEASE_MS = 120_000;

export interface Import {
  readonly shopId: number;
  readonly domain: string;
  readonly what: Imported;
  readonly state: "wanted" | "running" | "reading";
  readonly operation: string | null;
  readonly url: string | null;
  readonly rows: number;
  readonly attempts: number;
}

/** Every shop that uses the app is filled once for each time that it installs it. */
export async function wantImports(what: readonly Imported[], now: Date): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO import AS i (shop_id, what, state, due, started_at)
    SELECT s.id, w, 'wanted', ${now}, ${now} FROM shop s CROSS JOIN unnest(${[...what]}::text[]) AS w
    WHERE s.details_at IS NOT NULL AND s.uninstalled_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM import o WHERE o.shop_id = s.id AND o.what = w AND o.started_at >= s.details_at)
    ON CONFLICT (shop_id, what) DO UPDATE SET state = 'wanted', operation = NULL, url = NULL, rows = 0, attempts = 0,
      error = NULL, due = EXCLUDED.due, started_at = EXCLUDED.started_at, finished_at = NULL`;
}

/** Takes the import whose next step waits longest. Null = none waits. */
export async function claimImport(now: Date): Promise<Import | null> {
  const rows = await prisma.$queryRaw<Import[]>`
    UPDATE import i SET due = ${new Date(now.getTime() + LEASE_MS)}, attempts = i.attempts + 1 FROM shop h
    WHERE h.id = i.shop_id AND (i.shop_id, i.what) = (
      SELECT d.shop_id, d.what FROM import d JOIN shop s ON s.id = d.shop_id AND s.uninstalled_at IS NULL
      WHERE d.due <= ${now} ORDER BY d.due, d.what LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
    RETURNING i.shop_id AS "shopId", h.domain, i.what, i.state, i.operation, i.url, i.rows, i.attempts`;
  return rows[0] ?? null;
}

interface Step {
  readonly state?: "running" | "reading" | "done" | "wanted";
  readonly operation?: string;
  readonly url?: string | null;
  readonly rows?: number;
  readonly due: Date | null;
  readonly error?: string | null;
  readonly finishedAt?: Date;
}

/** Writes down how far it came; a step that went well counts as a fresh start for the next one. */
export async function noteStep(db: Tx | typeof prisma, { shopId, what }: Import, step: Step): Promise<void> {
  const attempts = step.error ? {} : { attempts: 0, error: null };
  await db.import.update({ where: { shopId_what: { shopId, what } }, data: { ...attempts, ...step } });
}

/** How the first filling stands, for the merchant. */
export async function importsOf(shopId: number) {
  const rows = await prisma.import.findMany({
    where: { shopId },
    select: { what: true, state: true, rows: true, error: true, finishedAt: true },
    orderBy: { what: "asc" },
  });
  return rows.map((row) => ({ ...row, what: row.what as Imported }));
}
