import {
  EVENTS_PATH,
  MAX_EVENTS,
  type EventAnswer,
  type EventPost,
  type WireEvent,
} from "../../../../app/contract/wire.ts";
import { recall, remember } from "../lib/memory.ts";
import { deviceOf, type PageData } from "../lib/page.ts";
import { visitor } from "../lib/visitor.ts";
import type { Extras } from "../show/stage.ts";
import { post } from "./post.ts";

/**
 * The durable queue: events wait in storage until the server says that it has them, so a failed post is sent again
 * later or on the next page. Ids make a repeat harmless, also when two tabs send at once.
 */
export function makeQueue({ proxy, extras, index: { v: index } }: PageData, onAnswer: (answer: EventAnswer) => void) {
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
    if (locks)
      void locks.request("throughline", { ifAvailable: true }, (lock) =>
        lock ? Promise.race([flush(), left()]) : later(wait),
      );
    else void flush();
  }

  /** A page that the browser puts away whole would lose its place there, if it held what another page waits for. */
  const left = () => new Promise((resolve) => addEventListener("pagehide", resolve));

  /** Posts at once, whoever else does: a page that ends cannot wait for its turn. */
  async function flush() {
    const events = (recall().queue ?? []).slice(0, MAX_EVENTS);
    if (running || stopped || events.length === 0) return;
    running = true;
    const { id, ref } = visitor();
    const { own, skew = 0 } = recall();
    const whole: EventPost = {
      visitor: id,
      ref,
      device: deviceOf(),
      index,
      own,
      sent: Date.now() + skew,
      events,
    };
    try {
      const response = await post(`${proxy}/${EVENTS_PATH}`, whole);
      const { status } = response;
      if (response.ok) await settle(events, (await response.json()) as EventAnswer);
      else if (status === 404) stopped = true;
      else if ([400, 413].includes(status)) drop(events);
      else retry(Number(response.headers.get("Retry-After")) * 1_000);
    } catch {
      retry(0);
    }
    running = false;
  }

  async function settle(events: readonly WireEvent[], answer: EventAnswer) {
    const again =
      answer.newVisitor || answer.rejected.some(({ reason }) => reason === "id_time")
        ? ((await import(extras)) as { extras: Extras }).extras.amend(events, answer)
        : [];
    wait = 1_000;
    drop(events, again);
    if (again.length === 0) onAnswer(answer);
    if (recall().queue?.length) later(wait);
  }

  function drop(events: readonly WireEvent[], again: readonly WireEvent[] = []) {
    const { queue } = recall();
    // Consent was withdrawn while the post was under way: nothing may be written any more.
    if (!queue) return;
    const gone = new Set(events.map((event) => event.id));
    remember({ queue: [...again, ...queue.filter((event) => !gone.has(event.id))] });
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
