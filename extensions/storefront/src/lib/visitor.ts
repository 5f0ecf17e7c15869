import { QUIET } from "../../../../app/core/eligibility/decide.ts";
import { uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { recall, remember } from "./memory.ts";
import { here } from "./page.ts";

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

export interface Visit {
  readonly id: string;
  /** There was one before it. */
  readonly returning: boolean;
  /** Pages so far, this one included. */
  readonly pages: number;
}

/** The running visit, which ends after 30 quiet minutes. `newPage`: this page is one more; say so once. */
export function visit(newPage = false): Visit {
  const at = now();
  const before = recall().visit;
  const running = before && Math.abs(at - before.last) < QUIET ? before : { id: newId(), pages: 0 };
  const count = (before?.count ?? 0) + (running === before ? 0 : 1);
  const pages = (running.pages ?? 0) + (newPage ? 1 : 0);
  if (running !== before) remember({ from: here() });
  remember({ visit: { id: running.id, last: at, count, pages } });
  return { id: running.id, returning: count > 1, pages };
}
