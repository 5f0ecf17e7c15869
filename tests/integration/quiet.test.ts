import { setImmediate } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { screenWanted } from "#app/infra/quiet.server.ts";
import { startWorker } from "#app/infra/worker.server.ts";

afterAll(closeDatabase);

const MUCH = 100_000;

test("work that follows on work lets the process hear what else there is", async () => {
  let done = 0;
  const worker = startWorker("busy", () => Promise.resolve(++done < MUCH), 1_000);
  await setImmediate();
  expect(done).toBeLessThan(MUCH);
  await worker.stop();
});

test("while somebody waits for a screen, the background does", async () => {
  const [one, another] = [screenWanted(), screenWanted()];
  let done = 0;
  const worker = startWorker("idle", () => Promise.resolve(++done < 0), 1_000);
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  expect(done).toBe(0);
  one();
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  expect(done).toBe(0);
  another();
  await expect.poll(() => done).toBe(1);
  await worker.stop();
});
