/**
 * npm run bench: measures ingest through the built server, beside raw inserts and COPY of the same rows into the same
 * table in the same run, on PostgreSQL (where one answers) and on the embedded database. Prints a table; the ratios are
 * what to compare, the figures are this machine's. docs/performance.md keeps a run. `npm run bench -- SECONDS embedded` leaves
 * PostgreSQL out.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { loadData } from "../tests/support/kills.ts";
import type { Seeded } from "../tests/support/load-data.ts";
import { startServer } from "../tests/support/server-process.ts";
import { runLoad, type LoadResult } from "./bench/load.ts";
import { rawCopy, rawInserts } from "./bench/raw.ts";
import { withPostgres } from "./postgres.mjs";

const SECONDS = Number(process.argv[2] ?? 10);
const COPIED = 50_000;

interface Row {
  what: string;
  events: string;
  ratio: string;
  p50: string;
  p99: string;
}
const rows: Row[] = [];
const rate = (result: LoadResult) => result.events / result.seconds;
const add = (what: string, perSecond: number, base: number, times?: LoadResult) =>
  rows.push({
    what,
    events: perSecond.toFixed(0),
    ratio: `${((perSecond / base) * 100).toFixed(0)} %`,
    p50: times ? `${times.p50.toFixed(1)} ms` : "",
    p99: times ? `${times.p99.toFixed(1)} ms` : "",
  });

async function measure(
  name: string,
  database: Record<string, string>,
  raw: () => Promise<[inserts: number, copy: number]>,
  rates: number[],
) {
  for (const [rules, segments] of [
    [1, 0],
    [200, 0],
    [1, 50],
  ] as const) {
    const seeded = await loadData<Seeded>(database, "seed", String(rules), String(segments));
    // The raw figures are taken beside those that they are compared with: the machine's mood changes.
    const [inserts, copy] = await raw();
    const server = await startServer(database);
    const load = { ...seeded, address: server.address, eventsPerPost: 10 };
    // Long enough for the server to have learned what it can take.
    await runLoad({ ...load, connections: 256, seconds: 3 });
    const full = await runLoad({ ...load, connections: 256, seconds: SECONDS });
    if (rules === 1 && segments === 0) {
      add(`${name}: raw inserts, 10 rows a statement`, inserts, inserts);
      add(`${name}: raw COPY`, copy, inserts);
    }
    const beside = segments > 0 ? `, ${segments} segments by rule kept current` : "";
    add(`${name}: ingest, ${rules} audience rules active${beside}`, rate(full), inserts, full);
    if (rules === 1 && segments === 0) {
      for (const events of rates) {
        const offered = await runLoad({ ...load, connections: 256, seconds: SECONDS, rate: events });
        add(`${name}: ingest, ${events} events/s offered`, rate(offered), inserts, offered);
      }
      const one = await runLoad({ ...load, connections: 1, seconds: SECONDS / 2, eventsPerPost: 2, postsAVisit: 1 });
      add(`${name}: a click → its membership in the answer, one at a time`, rate(one), inserts, one);
    }
    await server.stop("SIGTERM");
    if (server.errors() !== "") throw new Error(server.errors());
    if (full.refused > 0)
      process.stdout.write(
        `${name}, ${rules} rules, ${segments} segments: ${full.refused} posts were refused, each within ${full.slowestRefusal.toFixed(0)} ms\n`,
      );
  }
}

if (process.argv[3] !== "embedded")
  await withPostgres((url) =>
    measure(
      "PostgreSQL",
      { DATABASE_URL: url },
      async () => [await rawInserts({ url }, SECONDS / 2), await rawCopy({ url }, COPIED)],
      [3_600, 10_800],
    ),
  );
const folder = await mkdtemp(join(tmpdir(), "throughline-bench-"));
await measure(
  "embedded",
  { PGLITE_DIR: folder },
  async () => {
    const lite = await PGlite.create({ dataDir: folder });
    const measured: [number, number] = [await rawInserts({ lite }, SECONDS / 2), await rawCopy({ lite }, COPIED)];
    await lite.close();
    return measured;
  },
  [1_000],
);
await rm(folder, { recursive: true });

process.stdout.write("| what | events/s | of raw inserts | p50 | p99 |\n| --- | ---: | ---: | ---: | ---: |\n");
for (const { what, events, ratio, p50, p99 } of rows)
  process.stdout.write(`| ${what} | ${events} | ${ratio} | ${p50} | ${p99} |\n`);
