import { logger } from "./logger.server.ts";
import { failuresTotal } from "./metrics.server.ts";
import { breathe, piece } from "./quiet.server.ts";

export interface Worker {
  /** Lets the running piece end, then rests for good. */
  stop(): Promise<void>;
}

/**
 * Calls `next` while it finds work (gives true), then rests for `restMs`. The work's state lies in our own rows,
 * claimed with a lease, so a crash loses nothing and several processes share it.
 */
export function startWorker(name: string, next: () => Promise<boolean>, restMs: number): Worker {
  let stopped = false;
  let wakeUp: (() => void) | undefined;

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run() {
    while (!stopped) {
      await breathe();
      const found = await piece(next).catch((error: unknown) => {
        logger.error({ err: error, worker: name }, "worker failed");
        failuresTotal.inc({ worker: name });
        return false;
      });
      if (!found) await sleep();
    }
  }

  const running = run();
  return {
    stop: () => {
      stopped = true;
      wakeUp?.();
      return running;
    },
  };
}
