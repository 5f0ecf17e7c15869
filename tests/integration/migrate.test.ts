import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "vitest";
import { migrate, type MigrationConnection } from "#app/infra/migrate.server.ts";
import { ensurePartitions } from "#app/infra/partitions.server.ts";

const now = new Date("2026-11-25T12:00:00Z");

async function emptyDatabase(): Promise<MigrationConnection> {
  const lite = await PGlite.create();
  return {
    exec: (sql) => lite.exec(sql),
    query: (sql, values) => lite.query<Record<string, unknown>>(sql, values),
  };
}

test("migrations apply once, are recorded as Prisma records them, and refuse a changed file", async () => {
  const database = await emptyDatabase();
  const folder = join(await mkdtemp(join(tmpdir(), "throughline-")), "migrations");
  await cp("prisma/migrations", folder, { recursive: true });

  expect(await migrate(database, folder, now)).toEqual(["0001_first", "0002_heart", "0003_surfaces", "0004_answers"]);
  expect(await migrate(database, folder, now)).toEqual([]);
  const { rows } = await database.query(`SELECT migration_name, finished_at FROM "_prisma_migrations"`, []);
  expect(rows).toMatchObject([
    { migration_name: "0001_first", finished_at: now },
    { migration_name: "0002_heart", finished_at: now },
    { migration_name: "0003_surfaces", finished_at: now },
    { migration_name: "0004_answers", finished_at: now },
  ]);

  await writeFile(join(folder, "0001_first", "migration.sql"), "SELECT 1");
  await expect(migrate(database, folder, now)).rejects.toThrow("0001_first was changed");
});

test("partitions take ids of this month and of three months ahead, and making them again is harmless", async () => {
  const database = await emptyDatabase();
  await migrate(database, "prisma/migrations", now);
  await ensurePartitions(database, now);
  await ensurePartitions(database, now);
  const insert = (time: string) => {
    const hex = Date.parse(time).toString(16).padStart(12, "0");
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
    return database.query(`INSERT INTO page VALUES (1, $1, $1, $1, $2, 'index', '/', 'phone', 'analytics')`, [
      id,
      time,
    ]);
  };
  await insert("2026-11-01T00:00:00Z");
  await insert("2027-02-28T23:59:59Z");
  await expect(insert("2027-03-01T00:00:00Z")).rejects.toThrow("no partition");
});
