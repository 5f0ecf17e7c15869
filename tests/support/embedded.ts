import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";

/** Gives each test file a database of its own, before the app opens it (vitest.config.ts, "whole"). */
const folder = await mkdtemp(join(tmpdir(), "throughline-test-"));
await cp(inject("template"), folder, { recursive: true });
process.env["PGLITE_DIR"] = folder;
// Registered first, so it runs last.
afterAll(() => rm(folder, { recursive: true, force: true }));
