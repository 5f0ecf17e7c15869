import { data } from "@remix-run/node";
import { clock } from "#app/infra/clock.server.ts";
import { retryFailed } from "./answer.store.server.ts";

/** The screen's only command: tries every address again that Shopify did not take. */
export const editAnswers = async (shopId: number) => data({ retried: await retryFailed(shopId, clock.now()) });
