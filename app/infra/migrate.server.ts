import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { underLock } from "./advisory-lock.server.ts";

/** What the runner needs of a database: several statements in one string, and one with parameters. */
export interface MigrationConnection {
  exec(sql: string): Promise<unknown>;
  query(sql: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/**
 * Applies the migrations of `folder` that are not recorded yet, in order of name, each in one transaction,
 * and records them in Prisma's own table. Throws when an applied file was changed or a statement fails.
 *
 * Prisma's `migrate deploy` does not end on the embedded database, hence this runner (docs/decisions/002).
 */
export const migrate = (connection: MigrationConnection, folder: string, now: Date): Promise<string[]> =>
  underLock(connection, () => applyAll(connection, folder, now));

async function applyAll(connection: MigrationConnection, folder: string, now: Date): Promise<string[]> {
  await connection.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  const { rows } = await connection.query(`SELECT migration_name, checksum FROM "_prisma_migrations"`, []);
  const applied = new Map(rows.map((row) => [row["migration_name"], row["checksum"]]));
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const done: string[] = [];
  for (const name of names) {
    const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    if (applied.has(name)) {
      if (applied.get(name) !== checksum)
        throw new Error(`Migration ${name} was changed after it was applied. Write a new one instead.`);
      continue;
    }
    await applyOne(connection, { name, sql, checksum, now });
    done.push(name);
  }
  return done;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
  now: Date;
}

async function applyOne(connection: MigrationConnection, { name, sql, checksum, now }: Migration) {
  await connection.exec("BEGIN");
  try {
    await connection.exec(sql);
    await connection.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $4, 1)`,
      [randomUUID(), checksum, name, now.toISOString()],
    );
    await connection.exec("COMMIT");
  } catch (cause) {
    await connection.exec("ROLLBACK");
    throw new Error(`Migration ${name} failed; nothing of it was applied.`, { cause });
  }
}
