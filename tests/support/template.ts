import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { migrate } from "../../app/infra/migrate.server.ts";

declare module "vitest" {
  interface ProvidedContext {
    template: string;
  }
}

/** Makes one migrated embedded database: each test file begins with a copy, which takes a third of the time. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
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
