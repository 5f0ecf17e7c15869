import { cp, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "vitest";
import type { EnrolmentRule } from "#app/core/audiences/enrol.ts";
import { namedSegments } from "#app/core/campaigns/named-segments.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { formOf, parseCampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { migrate, type MigrationConnection } from "#app/infra/migrate.server.ts";
import { ensurePartitions } from "#app/infra/partitions.server.ts";

const now = new Date("2026-11-25T12:00:00Z");

const withoutRules = (settings: CampaignSettings) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "rules"));

/** A UUIDv7 of that time. */
function idAt(time: string, number = 0): string {
  const hex = Date.parse(time).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(number).padStart(12, "0")}`;
}

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

  const names = (await readdir("prisma/migrations", { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  expect(names.slice(0, 3)).toEqual(["0001_first", "0002_heart", "0003_surfaces"]);
  expect(await migrate(database, folder, now)).toEqual(names);
  expect(await migrate(database, folder, now)).toEqual([]);
  const { rows } = await database.query(`SELECT migration_name, finished_at FROM "_prisma_migrations"`, []);
  expect(rows).toEqual(names.map((name) => ({ migration_name: name, finished_at: now })));

  await writeFile(join(folder, "0001_first", "migration.sql"), "SELECT 1");
  await expect(migrate(database, folder, now)).rejects.toThrow("0001_first was changed");
});

test("a campaign of a popup with fixed parts becomes one of blocks, and is published anew", async () => {
  const database = await emptyDatabase();
  const folder = join(await mkdtemp(join(tmpdir(), "throughline-")), "migrations");
  for (const name of ["0001_first", "0002_heart"])
    await cp(`prisma/migrations/${name}`, join(folder, name), { recursive: true });
  await migrate(database, folder, now);
  const settings = {
    surface: "popup",
    content: { heading: "Hi", text: "", buttonLabel: "Go", buttonUrl: "/cart", code: "TEN", email: true },
    trigger: ["delay", 5],
    include: [],
    exclude: [],
    pageTypes: ["product"],
    visitor: "any",
    devices: [],
    frequency: ["visit"],
    stopAfterClick: true,
    rules: [],
    clickWindowDays: 5,
  };
  await database.exec(`
    INSERT INTO shop (domain, name, currency, timezone, installed_at, publish_wanted, publish_done)
    VALUES ('fern.myshopify.com', 'Fern', 'EUR', 'UTC', NOW(), 3, 3);
    INSERT INTO campaign (shop_id, name, status, priority, settings, created_at, updated_at)
    SELECT id, 'Old', 'active', 50, '${JSON.stringify(settings)}', NOW(), NOW() FROM shop;
    INSERT INTO campaign_version (shop_id, campaign_id, version, run, settings, content_hash, publication, live_from)
    SELECT shop_id, id, 1, 1, settings, 'old', 3, NOW() FROM campaign`);
  await migrate(database, "prisma/migrations", now);

  for (const table of ["campaign", "campaign_version"]) {
    const { rows } = await database.query(`SELECT settings FROM ${table}`, []);
    const upgraded = rows[0]?.["settings"] as CampaignSettings;
    // As the form shows it, and takes it again.
    const form = formOf({ name: "Old", priority: 50, settings: upgraded }, new Map(), "UTC");
    expect(form.variants[0]?.steps[0]?.map((block) => [block.name, block.text || block.code])).toEqual([
      ["heading", "Hi"],
      ["code", "TEN"],
      ["email", ""],
      ["button", "Go"],
    ]);
    expect(parseCampaignForm(form, "UTC")).toMatchObject({ ok: true, campaign: { settings: withoutRules(upgraded) } });
  }
  const { rows } = await database.query(`SELECT publish_wanted, publish_due IS NOT NULL AS due FROM shop`, []);
  expect(rows).toEqual([{ publish_wanted: 6, due: true }]);
});

test("pages that were stored as browsers wrote their paths are found by them", async () => {
  const database = await emptyDatabase();
  const folder = join(await mkdtemp(join(tmpdir(), "throughline-")), "migrations");
  await cp("prisma/migrations", folder, { recursive: true, filter: (path) => !path.includes("0017_") });
  await migrate(database, folder, now);
  await ensurePartitions(database, now);
  const paths = [
    ["/fr/collections/fr%C3%BChling", "/collections/frühling"],
    ["/en-CA", "/"],
    ["/products/%e3%81%8a%e8%8c%b6/100%25", "/products/お茶/100%25"],
    ["/products/%ff/%C3%BC", "/products/%ff/ü"],
    ["/products/tea", "/products/tea"],
  ] as const;
  for (const [at, [path]] of paths.entries())
    await database.query(`INSERT INTO page VALUES (1, $1, $1, $1, $2, 'index', $3, 'phone', 'analytics')`, [
      idAt("2026-11-25T12:00:00Z", at),
      "2026-11-25T12:00:00Z",
      path,
    ]);
  await migrate(database, "prisma/migrations", now);
  const { rows } = await database.query(`SELECT path FROM page ORDER BY id`, []);
  expect(rows.map(({ path }) => path)).toEqual(paths.map(([, path]) => path));
});

test("the segments that campaigns named before are known by their roles", async () => {
  const database = await emptyDatabase();
  const folder = join(await mkdtemp(join(tmpdir(), "throughline-")), "migrations");
  await cp("prisma/migrations", folder, { recursive: true, filter: (path) => !path.includes("0019_") });
  await migrate(database, folder, now);
  const rule = (then: EnrolmentRule<number>["then"]): EnrolmentRule<number> => ({
    when: { on: "click" },
    variant: null,
    block: null,
    then,
  });
  const settings = {
    include: [4, 2],
    exclude: [4],
    rules: [
      rule({ do: "set", name: "likes", value: "tea" }),
      rule({ do: "add", segment: 9 }),
      rule({ do: "remove", segment: 2 }),
      rule({ do: "add", segment: 9 }),
    ],
  } satisfies Partial<CampaignSettings>;
  await database.exec(`
    INSERT INTO shop (domain, name, currency, timezone, installed_at) VALUES ('fern.myshopify.com', 'Fern', 'EUR', 'UTC', NOW());
    INSERT INTO campaign (shop_id, id, name, status, priority, settings, created_at, updated_at)
    SELECT id, 1, 'Named', 'active', 50, '${JSON.stringify(settings)}'::jsonb, NOW(), NOW() FROM shop
    UNION ALL SELECT id, 2, 'None', 'draft', 50, '{"include": [], "exclude": [], "rules": []}', NOW(), NOW() FROM shop`);
  await migrate(database, "prisma/migrations", now);
  const { rows } = await database.query(
    `SELECT segment_id AS segment, role, position FROM campaign_segment ORDER BY campaign_id, role, position`,
    [],
  );
  const roles = ["add", "exclude", "include", "remove"];
  const expected = namedSegments(settings);
  expect(rows).toEqual(roles.flatMap((role) => expected.filter((one) => one.role === role)));
  await expect(database.exec(`UPDATE campaign_segment SET role = 'other'`)).rejects.toThrow("campaign_segment_role");
});

test("partitions take ids of this month and of three months ahead, and making them again is harmless", async () => {
  const database = await emptyDatabase();
  await migrate(database, "prisma/migrations", now);
  await ensurePartitions(database, now);
  await ensurePartitions(database, now);
  const insert = (time: string) =>
    database.query(`INSERT INTO page VALUES (1, $1, $1, $1, $2, 'index', '/', 'phone', 'analytics')`, [
      idAt(time),
      time,
    ]);
  await insert("2026-11-01T00:00:00Z");
  await insert("2027-02-28T23:59:59Z");
  await expect(insert("2027-03-01T00:00:00Z")).rejects.toThrow("no partition");
});
