import type { MigrationConnection } from "./migrate.server.ts";

const TABLES = ["page", "event"] as const;
type Table = (typeof TABLES)[number];
/** Days that rows are kept at least; a partition goes when its last row is older. */
const KEPT_DAYS: Record<Table, number> = { page: 90, event: 396 };
const DAY = 86_400_000;
const MONTHS_AHEAD = 3;

/**
 * Makes the monthly partitions of `page` and `event` that cover `now` minus two months to three months ahead.
 * A UUIDv7 begins with its time in milliseconds, so a range of ids is a range of time. Repeating it is harmless.
 */
export async function ensurePartitions(connection: Pick<MigrationConnection, "exec">, now: Date): Promise<void> {
  for (let offset = -2; offset <= MONTHS_AHEAD; offset++) {
    const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1);
    const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset + 1, 1);
    const month = new Date(from).toISOString().slice(0, 7).replace("-", "_");
    for (const table of TABLES)
      await connection.exec(
        `CREATE TABLE IF NOT EXISTS "${table}_${month}" PARTITION OF "${table}"
         FOR VALUES FROM ('${lowestId(from)}') TO ('${lowestId(to)}')`,
      );
  }
}

/** The least UUID whose first 48 bits are this time (RFC 9562, section 5.7). */
function lowestId(milliseconds: number): string {
  const hex = milliseconds.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/**
 * Drops the partitions whose rows have all been kept long enough. Their counts are added to `removed_day` in the same
 * transaction, so that a recount still comes out even. Repeating it is harmless.
 */
export async function dropExpired(connection: MigrationConnection, now: Date): Promise<string[]> {
  const dropped: string[] = [];
  for (const table of TABLES) {
    const { rows } = await connection.query(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       JOIN pg_class p ON p.oid = i.inhparent WHERE p.relname = $1 ORDER BY 1`,
      [table],
    );
    for (const name of rows.map((row) => String(row["name"]))) {
      const month = /_(\d{4})_(\d{2})$/.exec(name);
      if (!month || Date.UTC(Number(month[1]), Number(month[2]), 1) > now.getTime() - KEPT_DAYS[table] * DAY) continue;
      try {
        await connection.exec(`BEGIN; ${countRemoved(table, name)}; DROP TABLE "${name}"; COMMIT`);
      } catch (error) {
        // The embedded database has one connection: whatever came next would find it in the middle of this.
        await connection.exec("ROLLBACK");
        throw error;
      }
      dropped.push(name);
    }
  }
  return dropped;
}

const countRemoved = (table: Table, partition: string) => `
  INSERT INTO removed_day AS d (shop_id, day, campaign_id, variant, kind, device, origin, n)
  SELECT r.shop_id, (r.at AT TIME ZONE s.timezone)::date, ${ROLLED_UP[table]}, r.device, r.origin, COUNT(*)
  FROM "${partition}" r JOIN shop s ON s.id = r.shop_id GROUP BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (shop_id, campaign_id, day, variant, kind, device, origin) DO UPDATE SET n = d.n + EXCLUDED.n`;

/** Campaign, variant and kind, as the roll-up counts a row of each table. */
export const ROLLED_UP: Record<Table, string> = {
  page: `0, '', 'page'`,
  event: `r.campaign_id, r.variant, CASE WHEN r.arm = 'held' THEN 'held' ELSE r.kind END`,
};
