import PgBoss from "pg-boss";
import { jobConnection } from "./db.server.ts";
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

/**
 * Runs jobs by the calendar, each once whatever number of processes there is, and again when it fails. A job that is new,
 * or was not run within the hour, runs at the start too. The library keeps its state in a schema of its own.
 */
export async function startJobs(jobs: readonly Job[]): Promise<Jobs> {
  const boss = new PgBoss({ ...jobConnection, archiveCompletedAfterSeconds: 3600, deleteAfterDays: 7 });
  boss.on("error", (error) => logger.error({ err: error }, "the job library met an error"));
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
  return { stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_MS }) };
}
