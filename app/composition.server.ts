import { publishNext } from "./features/campaigns/index.server.ts";
import { recreditNext } from "./features/orders/index.server.ts";
import { noticeNext } from "./features/segments/index.server.ts";
import { processNextDelivery } from "./features/webhooks/index.server.ts";
import { closeDatabase, extendPartitions } from "./infra/lifecycle.server.ts";
import { logger } from "./infra/logger.server.ts";
import { startWorker, type Worker } from "./infra/worker.server.ts";

/** The work that no request does, and the order in which the process starts and stops. */
const workers: Worker[] = [];
/** How long a worker without work waits before it looks again. */
const REST_MS = 500;
const DAY = 86_400_000;
let partitions: NodeJS.Timeout | undefined;

export function start(): void {
  workers.push(
    startWorker("publish", publishNext, REST_MS),
    startWorker("webhooks", processNextDelivery, REST_MS),
    startWorker("notice", noticeNext, REST_MS),
    startWorker("recredit", recreditNext, REST_MS),
  );
  partitions = setInterval(() => {
    extendPartitions().catch((error: unknown) => {
      logger.error({ err: error }, "partitions could not be made");
    });
  }, DAY);
}

export async function stop(): Promise<void> {
  clearInterval(partitions);
  await Promise.all(workers.map((worker) => worker.stop()));
  await closeDatabase();
}
