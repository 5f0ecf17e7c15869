import type { EventAnswer, WireEvent } from "../../../../app/contract/wire.ts";
import { recall, remember } from "../lib/memory.ts";
import { newId } from "../lib/visitor.ts";

/** By less than this no event is refused (design: section 3). */
const HOUR = 3_600_000;

/**
 * What to send instead of events whose answer says that this browser's id or clock is wrong. Nothing = they are
 * settled.
 */
export function amend(events: readonly WireEvent[], answer: EventAnswer): readonly WireEvent[] {
  if (answer.newVisitor) {
    // This id is somebody else's: become new, forget what was theirs, send again.
    const { cart } = recall();
    remember({
      id: undefined,
      ref: undefined,
      history: undefined,
      members: undefined,
      cart: cart && [cart[0], cart[1], 0],
    });
    return events;
  }
  const skew = answer.now - Date.now();
  if (Math.abs(skew) <= HOUR || recall().skew) return [];
  // Only the clock was wrong: put it right and make the ids again.
  remember({ skew });
  return events.map((event) => ({ ...event, id: newId(), at: event.at + skew }));
}
