import { clock } from "#app/infra/clock.server.ts";
import { emptyBodies } from "./delivery.store.server.ts";

/** A daily job. */
export const emptyOldDeliveries = (): Promise<void> => emptyBodies(clock.now());
