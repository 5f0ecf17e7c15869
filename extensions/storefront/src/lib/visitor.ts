import { QUIET } from "../../../../app/core/eligibility/decide.ts";
import { uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { recall, remember } from "./memory.ts";

/** Browser time, put right when the server said that this clock is far off. */
export const now = (): number => Date.now() + (recall().skew ?? 0);

export const newId = (): string => uuidv7(now(), crypto.getRandomValues(new Uint8Array(10)));

const newRef = (): string =>
  [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => (byte % 36).toString(36)).join("");

/** The visitor of this browser; made when asked for, so ask only under analytics consent. */
export function visitor(): { id: string; ref: string } {
  const { id, ref } = recall();
  if (id && ref) return { id, ref };
  const made = { id: newId(), ref: newRef() };
  remember(made);
  return made;
}

/** The running visit, which ends after 30 quiet minutes. `returning`: there was one before it. */
export function visit(): { id: string; returning: boolean } {
  const at = now();
  const before = recall().visit;
  const running = before && Math.abs(at - before.last) < QUIET;
  const current = { id: running ? before.id : newId(), last: at, count: (before?.count ?? 0) + (running ? 0 : 1) };
  remember({ visit: current });
  return { id: current.id, returning: current.count > 1 };
}
