import type { EventAnswer } from "#app/contract/wire.ts";
import { eventPost } from "#app/contract/wire.schema.ts";
import { clock } from "#app/infra/clock.server.ts";
import { isEmbedded } from "#app/infra/lifecycle.server.ts";
import { makeGrouped, Overloaded } from "#app/infra/grouped.server.ts";
import { groupPosts, watchWaiting } from "#app/infra/metrics.server.ts";
import { everybodyHeard } from "#app/infra/quiet.server.ts";
import { applyPosts, type Outcome } from "./apply-posts.server.ts";
import type { Arrival } from "./judge-posts.ts";
import { isExcess, tooMuch } from "./limits.server.ts";

export type RecordResult =
  | { ok: true; answer: EventAnswer }
  | { ok: false; status: 400 | 404 | 429 | 503; message: string; retryAfter?: number };

/** The embedded database has one connection; on PostgreSQL a second group is made ready while the first is written. */
const LANES = isEmbedded ? 1 : 2;
const MOST_POSTS = 64;
const MOST_WAITING = 2_000;
/** A browser gives up after some seconds; the group that takes a post needs its time as well. */
const PATIENCE_MS = 600;
const SLOTS = 16;
const OVERLOADED_SECONDS = 2;

let nextSlot = Math.floor(Math.random() * SLOTS);
const grouped = makeGrouped<Arrival, Outcome>({
  run: (arrivals) => {
    groupPosts.observe(arrivals.length);
    return applyPosts(arrivals, (nextSlot = (nextSlot + 1) % SLOTS));
  },
  lanes: LANES,
  most: MOST_POSTS,
  queue: MOST_WAITING,
  patienceMs: PATIENCE_MS,
  gather: everybodyHeard,
});
watchWaiting(grouped.waiting);

/**
 * Takes one post of the storefront and resolves once the database has committed it, with what the browser's next
 * decision needs. Posts that come together are committed together.
 */
export async function recordEvents({
  body,
  ...from
}: Pick<Arrival, "caller" | "address" | "bot"> & { body: unknown }): Promise<RecordResult> {
  const receivedAt = clock.now();
  const parsed = eventPost.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, status: 400, message: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "malformed"}` };
  }
  const { visitor, events } = parsed.data;
  const retryAfter = tooMuch(from.caller.shop, visitor, events.length, receivedAt);
  if (retryAfter !== null) return { ok: false, status: 429, message: "this browser posts too much", retryAfter };
  try {
    const excess = isExcess(from.caller.shop, from.address, events.length, receivedAt);
    const outcome = await grouped.submit({ ...from, post: parsed.data, receivedAt, excess });
    return outcome.ok ? outcome : { ok: false, status: 404, message: "this shop does not use Throughline" };
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
    return { ok: false, status: 503, message: "too many posts wait; try again", retryAfter: OVERLOADED_SECONDS };
  }
}
