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
import { bytesOf, KEPT_BYTES, post } from "./post.ts";

const FIRST_WAIT = 1_000;

/**
 * The durable queue: events wait in storage until the server says that it has them, so a failed post is sent again
 * later or on the next page. Ids make a repeat harmless, also when two tabs send at once.
 */
export function makeQueue({ proxy, extras, index: { v: index } }: PageData, onAnswer: (answer: EventAnswer) => void) {
  let timer = 0;
  let running = false;
  let wait = FIRST_WAIT;
  let most = MAX_EVENTS;
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
    void (
      (navigator as Partial<Navigator>).locks?.request("throughline", { ifAvailable: true }, (lock) =>
        lock ? Promise.race([flush(), left]) : later(wait),
      ) ?? flush()
    );
  }

  /** A page that the browser puts away whole would lose its place there, if it held what another page waits for. */
  const left = new Promise((resolve) => addEventListener("pagehide", resolve, { once: true }));

  /** Posts at once, whoever else does: a page that ends cannot wait for its turn. */
  async function flush() {
    const waiting = recall().queue ?? [];
    if (running || stopped || !waiting[0]) return;
    running = true;
    const { events, body } = load(waiting.slice(0, most));
    try {
      // What failed may have lacked room: other scripts of the page keep posts alive, too.
      const response = await post(`${proxy}/${EVENTS_PATH}`, body, wait === FIRST_WAIT);
      const { status } = response;
      if (response.ok) await settle(events, (await response.json()) as EventAnswer);
      else if (status === 400 || status === 413) halve(events);
      else if (status === 404) stopped = true;
      else retry(Number(response.headers.get("Retry-After")) * 1_000);
    } catch {
      retry(0);
    }
    running = false;
  }

  /** What is too much, or has something among it that can't be read, is sent in parts; what is refused alone is lost. */
  function halve(events: readonly WireEvent[]) {
    most = events.length >> 1 || 1;
    if (events.length > 1) later(wait);
    else drop(events);
  }

  /** As many of them as a post may carry that outlives its page. */
  function load(events: readonly WireEvent[]): { events: readonly WireEvent[]; body: string } {
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
    const body = JSON.stringify(whole);
    return events.length > 1 && bytesOf(body) > KEPT_BYTES
      ? load(events.slice(0, events.length >> 1))
      : { events, body };
  }

  async function settle(events: readonly WireEvent[], answer: EventAnswer) {
    const again =
      answer.newVisitor || answer.rejected[0]
        ? ((await import(extras)) as { extras: Extras }).extras.amend(events, answer)
        : [];
    wait = FIRST_WAIT;
    most = MAX_EVENTS;
    drop(events, again);
    if (!again[0]) onAnswer(answer);
  }

  function drop(events: readonly WireEvent[], again: readonly WireEvent[] = []) {
    const { queue } = recall();
    // Consent was withdrawn while the post was under way: nothing may be written any more.
    if (!queue) return;
    const gone = new Set(events.map((event) => event.id));
    const rest = [...again, ...queue.filter((event) => !gone.has(event.id))];
    remember({ queue: rest });
    if (rest[0]) later(wait);
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
