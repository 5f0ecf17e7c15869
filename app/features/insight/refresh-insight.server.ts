import { data } from "@remix-run/node";
import { clock } from "#app/infra/clock.server.ts";
import { postedJson } from "#app/infra/json.ts";
import { periodOf } from "./insight.view.server.ts";
import { EVERYBODY, wantSnapshot } from "./snapshot.store.server.ts";

/** The merchant wants a segment's insight as of now, not of up to an hour ago: a job works it out, the page waits for it. */
export async function refreshInsight(shopId: number, id: number, request: Request) {
  const posted = await postedJson(request);
  const asked = typeof posted === "object" && posted !== null && "days" in posted ? posted.days : null;
  const days = periodOf(String(asked));
  const now = clock.now();
  for (const segmentId of [id, EVERYBODY]) await wantSnapshot({ shopId, segmentId, days }, now);
  return data({ ok: true });
}
