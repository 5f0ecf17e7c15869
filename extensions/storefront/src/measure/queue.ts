import {
  EVENTS_PATH,
  MAX_EVENTS,
  type EventAnswer,
  type EventPost,
  type WireEvent,
} from "../../../../app/contract/wire.ts";
import { recall, remember } from "../lib/memory.ts";
import { deviceOf } from "../lib/page.ts";
import { newId, visitor } from "../lib/visitor.ts";

const HOUR = 3_600_000;

/**
 * The durable queue: events wait in storage until the server says that it has them, so a failed post is sent again
 * later or on the next page. Ids make a repeat harmless, also when two tabs send at once.
 */
export function makeQueue(proxy: string, index: number, onAnswer: (answer: EventAnswer) => void) {
  let timer = 0;
  let running = false;
  let wait = 1_000;
  let stopped = false;

  const later = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(inTurn, delay);
  };

  /** Something was queued: posts it with what else comes within a moment. */
  const soon = () => later(wait);

  /** One tab sends at a time; what another one sends need not be sent twice. */
  function inTurn() {
    // Old browsers have no locks, and a repeat is harmless.
    const { locks } = navigator as Partial<Navigator>;
    if (locks) void locks.request("throughline", { ifAvailable: true }, (lock) => (lock ? flush() : later(wait)));
    else void flush();
  }

  /** Posts at once, whoever else does: a page that ends cannot wait for its turn. */
  async function flush() {
    const events = (recall().queue ?? []).slice(0, MAX_EVENTS);
    if (running || stopped || events.length === 0) return;
    running = true;
    const { own, skew = 0 } = recall();
    const post: EventPost = {
      ...who(),
      device: deviceOf(),
      index,
      ...(own ? { own } : {}),
      sent: Date.now() + skew,
      events,
    };
    await fetch(`${proxy}/${EVENTS_PATH}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(post),
      keepalive: true,
    })
      .then(async (response) => {
        running = false;
        if (response.ok) settle(events, (await response.json()) as EventAnswer);
        else if (response.status === 404) stopped = true;
        else if (response.status === 400 || response.status === 413) drop(events);
        else retry(Number(response.headers.get("Retry-After")) * 1_000);
      })
      .catch(() => {
        running = false;
        retry(0);
      });
  }

  const who = () => {
    const { id, ref } = visitor();
    return { visitor: id, ref };
  };

  function settle(events: readonly WireEvent[], answer: EventAnswer) {
    wait = 1_000;
    const skew = answer.now - Date.now();
    if (answer.newVisitor) {
      // This id is somebody else's: become new, forget what was theirs, send again.
      remember({ id: undefined, ref: undefined, history: undefined, members: undefined, cart: undefined });
    } else if (answer.rejected.some((it) => it.reason === "id_time") && Math.abs(skew) > HOUR && !recall().skew) {
      // Only this browser's clock was wrong: put it right and make the ids again.
      const fixed = events.map((event) => ({ ...event, at: event.at + skew }));
      drop(events);
      remember({ skew });
      remember({ queue: [...fixed.map((event) => ({ ...event, id: newId() })), ...(recall().queue ?? [])] });
    } else {
      drop(events);
      onAnswer(answer);
    }
    if (recall().queue?.length) later(wait);
  }

  function drop(events: readonly WireEvent[]) {
    const { queue } = recall();
    // Consent was withdrawn while the post was under way: nothing may be written any more.
    if (!queue) return;
    const gone = new Set(events.map((event) => event.id));
    remember({ queue: queue.filter((event) => !gone.has(event.id)) });
  }

  function retry(after: number) {
    wait = Math.min(Math.max(wait * 2, after || 0), 5 * 60_000);
    later(wait);
  }

  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void flush();
  });
  addEventListener("online", inTurn);
  return { soon, flush };
}
