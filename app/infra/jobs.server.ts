import { setTimeout } from "node:timers/promises";
import PgBoss from "pg-boss";
import { tryAgainAt } from "./back-off.ts";
import { clock } from "./clock.server.ts";
import { jobConnection, maintain } from "./db.server.ts";
import { logger } from "./logger.server.ts";

/** Work that the calendar asks for. What a moment in a row asks for is a worker's (worker.server.ts). */
export interface Job {
  readonly name: string;
  /** Minute, hour, day, month, weekday, in UTC. */
  readonly cron: string;
  readonly run: () => Promise<void>;
}

export interface Jobs {
  /** Lets the running ones end, then rests for good. */
  stop(): Promise<void>;
}

/** How often this process looks for jobs that are due: they are due by the hour. */
const LOOK_SECONDS = 5;
const STOP_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Runs jobs by the calendar, each once whatever number of processes there is, and again when it fails. A job that is new,
 * or was not run within the hour, runs at the start too. The library keeps its state in a schema of its own. While the
 * database does not let it start, it is tried again.
 */
export function startJobs(jobs: readonly Job[]): Jobs {
  const stopped = new AbortController();
  const started = startUntilStopped(jobs, stopped.signal);
  return {
    async stop() {
      stopped.abort();
      const boss = await started;
      // What it could not end, its lease ends.
      await boss?.stop({ graceful: true, wait: true, timeout: STOP_MS }).catch(note);
    },
  };
}

async function startUntilStopped(jobs: readonly Job[], stopped: AbortSignal): Promise<PgBoss | null> {
  for (let attempt = 1; !stopped.aborted; attempt++) {
    const boss = new PgBoss({ db: { executeSql }, archiveCompletedAfterSeconds: 3600, deleteAfterDays: 7 });
    boss.on("error", note);
    try {
      await start(boss, jobs);
      return boss;
    } catch (error) {
      note(error);
      await boss.stop({ graceful: false, wait: false }).catch(note);
      const wait = tryAgainAt(attempt, LONGEST_WAIT_MS, clock.now()).getTime() - clock.now().getTime();
      await setTimeout(wait, undefined, { signal: stopped }).catch(() => undefined);
    }
  }
  return null;
}

/** Processes that start together make the library's tables and queues one after the other. */
const start = (boss: PgBoss, jobs: readonly Job[]): Promise<void> =>
  maintain(async () => {
    await boss.start();
    for (const { name, cron, run } of jobs) {
      await boss.createQueue(name, { name, policy: "short", retryLimit: 5, retryBackoff: true });
      await boss.work(name, { pollingIntervalSeconds: LOOK_SECONDS }, async () => {
        await run();
        logger.info({ job: name }, "job done");
      });
      await boss.schedule(name, cron);
      await boss.send(name, {}, { singletonSeconds: 3600 });
    }
  });

const note = (error: unknown): void => {
  logger.error({ err: error }, "the job library met an error");
};

/** The library's two statements that note how a job ended (its plans.js). */
const NOTES_AN_END = /SET completed_on = now\(\)|WITH deleted_jobs AS/;

/**
 * The library does not wait for the end of a job to be noted: where that fails, the rejection is nobody's and would end this
 * process. It is reported here instead; the job runs out and is run again, which harms none of ours.
 */
async function executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  try {
    return await jobConnection.executeSql(text, values);
  } catch (error) {
    if (!NOTES_AN_END.test(text)) throw error;
    note(error);
    return { rows: [{ count: 0 }] };
  }
}
