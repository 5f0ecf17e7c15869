import { rm } from "node:fs/promises";
import { afterAll } from "vitest";
import { freshDatabase } from "./fresh-database.ts";

/** Gives each test file a database of its own, before the app opens it (vitest.config.ts, "whole"). */
const folder = await freshDatabase();
process.env["PGLITE_DIR"] = folder;
// Registered first, so it runs last.
afterAll(() => rm(folder, { recursive: true, force: true }));
