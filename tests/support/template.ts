import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { chromiumPath } from "../../scripts/chromium.mjs";
import { migrate } from "../../app/infra/migrate.server.ts";

declare module "vitest" {
  interface ProvidedContext {
    template: string;
  }
}

/**
 * Makes one migrated embedded database: each test file begins with a copy, which takes a third of the time. On a new machine
 * it installs the browser as well, before two test files do so at once; those that need it say what is wrong if that fails.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    chromiumPath();
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
  }
  const folder = await mkdtemp(join(tmpdir(), "throughline-template-"));
  const lite = await PGlite.create({ dataDir: folder });
  await migrate(
    { exec: (sql) => lite.exec(sql), query: (sql, values) => lite.query(sql, values) },
    "prisma/migrations",
    new Date(),
  );
  await lite.close();
  project.provide("template", folder);
  return () => rm(folder, { recursive: true });
}
