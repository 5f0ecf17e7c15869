import type { MigrationConnection } from "./migrate.server.ts";

const TABLES = ["page", "event"] as const;
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
