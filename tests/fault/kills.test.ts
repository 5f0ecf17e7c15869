import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killUnderLoad } from "../support/kills.ts";

/** As many as the gate has time for; PostgreSQL starts sooner. `npm run fault` does 200 on each. */
const KILLS = process.env["DATABASE_URL"] === undefined ? 8 : 12;

test(`killed ${KILLS} times at random moments under load: nothing acknowledged is lost, nothing counts twice`, async () => {
  const url = process.env["DATABASE_URL"];
  const folder = await mkdtemp(join(tmpdir(), "throughline-kills-"));
  const report = await killUnderLoad(url === undefined ? { PGLITE_DIR: folder } : { DATABASE_URL: url }, KILLS);
  await rm(folder, { recursive: true });
  expect(report).toMatchObject({
    lostEvents: 0,
    lostMembers: 0,
    lostWebhooks: 0,
    events: report.sentEvents,
    pages: report.sentPages,
    differences: [],
  });
  expect(report.acknowledged).toBeGreaterThan(KILLS);
  // Else nothing was killed while it mattered.
  expect(report.unanswered).toBeGreaterThan(0);
}, 300_000);
