/**
 * npm run fuzz [-- REQUESTS SEED]: sends so many hostile requests (40,000) to the built server, on the embedded database and
 * on PostgreSQL where one answers (TEST_POSTGRES), with honest posts between them. Ends with 1 where one was answered 5xx or
 * not at all, an honest one was lost, a recount differs, or the server's memory grew beyond bounds.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPostgres } from "./postgres.mjs";
import { fuzz, type FuzzReport } from "../tests/support/fuzz.ts";

const MAY_GROW_MB = 400;
const [requests = 40_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const verdicts: boolean[] = [];

function tell(database: string, { answers, failed, memory, log, ...report }: FuzzReport) {
  const lost = report.lostEvents + report.lostMembers + report.differences.length;
  verdicts.push(failed.length === 0 && lost === 0 && memory.end - memory.half < MAY_GROW_MB);
  process.stdout.write(
    `${database}: ${requests} requests of seed ${seed}: ${JSON.stringify(answers)}, ${failed.length} failed; ` +
      `${report.honest} honest posts, ${lost} lost or differing; memory after half of them ${memory.half} MB, at the end ${memory.end} MB\n`,
  );
  for (const one of failed.slice(0, 20)) process.stdout.write(`  ${one}\n`);
  if (failed.length > 0) process.stdout.write(`${log.slice(0, 4_000)}\n`);
}

const folder = await mkdtemp(join(tmpdir(), "throughline-fuzz-"));
tell("embedded", await fuzz({ PGLITE_DIR: folder }, seed, requests));
await rm(folder, { recursive: true });
await withPostgres(async (url) => tell("PostgreSQL", await fuzz({ DATABASE_URL: url }, seed, requests)));
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
