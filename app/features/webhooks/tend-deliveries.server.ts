import { clock } from "#app/infra/clock.server.ts";
import { dropOldDeliveries, emptyBodies } from "./delivery.store.server.ts";

/** Once a day: what was stored of webhooks goes when it has served. */
export async function tendDeliveries(): Promise<void> {
  await emptyBodies(clock.now());
  await dropOldDeliveries(clock.now());
}
