import { QUIET } from "../../../../app/core/eligibility/decide.ts";
import { uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { recall, remember, type Visit } from "./memory.ts";
import { here } from "./page.ts";

/** Browser time, put right when the server said that this clock is far off. */
export const now = (): number => Date.now() + (recall().skew ?? 0);

export const newId = (): string => uuidv7(now(), crypto.randomUUID());

const newRef = (): string => crypto.randomUUID().replaceAll("-", "");

/** The visitor of this browser; made when asked for, so ask only under analytics consent. */
export function visitor(): { id: string; ref: string } {
  const { id, ref } = recall();
  if (id && ref) return { id, ref };
  const made = { id: newId(), ref: newRef() };
  remember(made);
  return made;
}

const DAY = 86_400_000;

/** The running visit, which ends after 30 quiet minutes. `newPage`: this page is one more; say so once. */
export function visit(newPage = false): Visit {
  const at = now();
  const before = recall().visit;
  const goesOn = before && Math.abs(at - before.last) < QUIET;
  if (!goesOn) remember({ from: here() });
  const running = goesOn
    ? before
    : {
        id: newId(),
        visits: (before?.visits ?? 0) + 1,
        pages: 0,
        away: before ? Math.max(0, Math.floor((at - before.last) / DAY)) : 0,
      };
  const next = { ...running, pages: running.pages + Number(newPage), last: at };
  remember({ visit: next });
  return next;
}
