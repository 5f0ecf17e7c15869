import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fuzz } from "../support/fuzz.ts";

/** As many as the gate has time for, always the same ones. `npm run fuzz` sends 40,000. */
const REQUESTS = 2_000;
const SEED = 20_261_127;
/** What an embedded database and a server that warms up may grow by, in MB. A leak of bodies is far more. */
const MAY_GROW_MB = 400;

test(`of ${REQUESTS} hostile requests none breaks anything, and honest ones between them count`, async () => {
  const url = process.env["DATABASE_URL"];
  const folder = await mkdtemp(join(tmpdir(), "throughline-fuzz-"));
  const report = await fuzz(url === undefined ? { PGLITE_DIR: folder } : { DATABASE_URL: url }, SEED, REQUESTS);
  await rm(folder, { recursive: true });
  expect(report).toMatchObject({ failed: [], lostEvents: 0, lostMembers: 0, differences: [] });
  expect(report.honest).toBe(REQUESTS / 25);
  // Else nothing of it went past the door.
  expect(report.answers["2xx"]).toBeGreaterThan(REQUESTS / 10);
  expect(report.memory.end - report.memory.half).toBeLessThan(MAY_GROW_MB);
}, 300_000);
