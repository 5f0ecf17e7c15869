/**
 * npm run fault [-- KILLS]: kills the built server so many times (200) at random moments under load, on the embedded
 * database and on PostgreSQL where one answers (TEST_POSTGRES), and says what was lost or counted twice. Ends with 1 if
 * anything was, or if a restart took 5 seconds.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPostgres } from "./postgres.mjs";
import { killUnderLoad, type KillReport } from "../tests/support/kills.ts";

const MAX_START_MS = 5_000;
const kills = Number(process.argv[2] ?? 200);
const verdicts: boolean[] = [];

function tell(database: string, report: KillReport) {
  const lost = report.lostEvents + report.lostMembers + report.lostWebhooks + report.differences.length;
  const doubled = report.events - report.sentEvents + report.pages - report.sentPages;
  verdicts.push(lost === 0 && doubled === 0 && report.slowestStartMs < MAX_START_MS);
  process.stdout.write(
    `${database}: ${kills} kills, ${report.acknowledged} posts acknowledged, ${report.unanswered} unanswered and repeated; ` +
      `${lost} lost, ${doubled} doubled, slowest start ${report.slowestStartMs} ms\n`,
  );
}

const folder = await mkdtemp(join(tmpdir(), "throughline-fault-"));
tell("embedded", await killUnderLoad({ PGLITE_DIR: folder }, kills));
await rm(folder, { recursive: true });
await withPostgres(async (url) => tell("PostgreSQL", await killUnderLoad({ DATABASE_URL: url }, kills)));
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
