import { syncNextAnswer } from "./features/answers/index.server.ts";
import { publishNext } from "./features/campaigns/index.server.ts";
import { snapshotNext } from "./features/insight/index.server.ts";
import { importNext, refreshCollections, refreshCustomers, refreshProducts } from "./features/mirror/index.server.ts";
import { recreditNext } from "./features/orders/index.server.ts";
import { mergeAgainNext } from "./features/people/index.server.ts";
import { noticeNext, readyMadeNext, rebuildNext } from "./features/segments/index.server.ts";
import { tendDeliveries, processNextDelivery } from "./features/webhooks/index.server.ts";
import { startJobs, type Jobs } from "./infra/jobs.server.ts";
import { closeDatabase, countGrown, tendEmbedded, turnPartitions } from "./infra/lifecycle.server.ts";
import { logger } from "./infra/logger.server.ts";
import { startWorker, type Worker } from "./infra/worker.server.ts";

/** The work that no request does, and the order in which the process starts and stops. */
const workers: Worker[] = [];
let jobs: Jobs | undefined;
/** How long a worker without work waits before it looks again. */
const REST_MS = 500;
/** Of what nobody waits for. */
const LONG_REST_MS = 2_000;

export function start(): void {
  workers.push(
    startWorker("publish", publishNext, REST_MS),
    startWorker("webhooks", processNextDelivery, REST_MS),
    startWorker("notice", noticeNext, REST_MS),
    startWorker("segments", rebuildNext, REST_MS),
    startWorker("snapshots", snapshotNext, REST_MS),
    startWorker("ready-made", readyMadeNext, REST_MS),
    startWorker("imports", importNext, LONG_REST_MS),
    startWorker("customers", refreshCustomers, LONG_REST_MS),
    startWorker("products", refreshProducts, LONG_REST_MS),
    startWorker("collections", refreshCollections, LONG_REST_MS),
    startWorker("merges", mergeAgainNext, LONG_REST_MS),
    startWorker("recredit", recreditNext, REST_MS),
    startWorker("statistics", countGrown, LONG_REST_MS),
    startWorker("answers", syncNextAnswer, REST_MS),
  );
  jobs = startJobs([
    { name: "partitions", cron: "17 3 * * *", run: turnPartitions },
    { name: "tend", cron: "32 3 * * *", run: tendEmbedded },
    { name: "old-deliveries", cron: "47 3 * * *", run: tendDeliveries },
  ]);
  // Nobody waits for it: it is noted, and the process goes on.
  process.on("unhandledRejection", (error) => {
    logger.error({ err: error }, "something failed that nobody waited for");
  });
}

/** What runs is finished, then the database is closed. What hinders that is noted: the process ends all the same. */
export async function stop(): Promise<void> {
  try {
    await Promise.all([...workers.map((worker) => worker.stop()), jobs?.stop()]);
    await closeDatabase();
  } catch (error) {
    logger.warn({ err: error }, "not everything could be closed");
  }
}
