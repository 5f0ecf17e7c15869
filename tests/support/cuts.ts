import pg from "pg";
import { harmUnderLoad, type HarmReport } from "./kills.ts";
import type { ServerProcess } from "./server-process.ts";

export interface CutReport extends HarmReport {
  /** Connections that were cut in all. */
  cut: number;
  /** How many of as many requests as the pool has places, and as many again, were answered at the end, all at once. */
  answeredAfter: number;
  errors: string;
}

const ASKED_AFTER = 40;

/** Cuts all of a server's connections to PostgreSQL `rounds` times at random moments under load. */
export async function cutUnderLoad(url: string, rounds: number): Promise<CutReport> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  let [cut, answeredAfter, round, errors] = [0, 0, 0, ""];
  const report = await harmUnderLoad({ DATABASE_URL: url }, rounds, async (server) => {
    const { rowCount } = await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    cut += rowCount ?? 0;
    if (++round === rounds) {
      answeredAfter = await askAtOnce(server);
      errors = server.errors();
    }
    return server;
  });
  await admin.end();
  return { ...report, cut, answeredAfter, errors };
}

async function askAtOnce({ address }: ServerProcess): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: ASKED_AFTER }, () => fetch(`${address}/readyz`).catch(() => null)),
  );
  return answers.filter((answer) => answer?.status === 200).length;
}
