import { data } from "@remix-run/node";
import { z } from "zod";
import { NOT_WHOLE } from "#app/contract/form-fields.ts";
import { wantPublication } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { postedJson } from "#app/infra/json.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { campaignStore } from "./campaign.store.server.ts";
import type { ShowingAnswer } from "./screens.ts";

/** Pauses every active campaign at once, and remembers which: they can be shown again together. Gives how many. */
const stopAll = (shopId: number): Promise<number> =>
  transaction(async (tx) => {
    const now = clock.now();
    const stopped = await campaignStore(tx, shopId).stopActive(now);
    if (stopped > 0) await wantPublication(tx, shopId, now);
    return stopped;
  });

/** Activates again what was stopped together, but for what the merchant activated or paused by itself since. */
const showAgain = (shopId: number): Promise<number> =>
  transaction(async (tx) => {
    const now = clock.now();
    const store = campaignStore(tx, shopId);
    const stopped = await store.lockStopped();
    if (stopped.length === 0) return 0;
    const publication = await wantPublication(tx, shopId, now);
    for (const campaign of stopped) {
      await store.update(campaign.id, { status: "active", stoppedAt: null }, now);
      await store.addVersion(campaign, publication, now);
    }
    return stopped.length;
  });

const command = z.object({ show: z.boolean() });

/** Carries out what the switch on Home and in Settings posts. Repeating it changes nothing. */
export async function editShowing(shopId: number, request: Request) {
  const answer = (body: ShowingAnswer, status = 200) => data(body, { status });
  const parsed = command.safeParse(await postedJson(request));
  if (!parsed.success) return answer({ ok: false, error: NOT_WHOLE }, 400);
  const { show } = parsed.data;
  return answer({ ok: true, show, campaigns: await (show ? showAgain(shopId) : stopAll(shopId)) });
}
