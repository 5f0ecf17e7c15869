import type { Turns } from "../../../../app/core/eligibility/decide.ts";
import type { History } from "../../../../app/core/eligibility/history.ts";
import type { Origin } from "./page.ts";
import type { WireEvent } from "../../../../app/contract/wire.ts";

export interface Visit {
  readonly id: string;
  /** So far, this one included. */
  readonly visits: number;
  readonly pages: number;
  /** Whole days since the visit before; 0 if there was none. */
  readonly away: number;
  /** When a page last asked for it. */
  readonly last: number;
}

/** All that this browser keeps, in one entry of localStorage. Each part is written only under the consent it needs. */
export interface Memory {
  /** Analytics: who this browser is. */
  id?: string;
  ref?: string;
  visit?: Visit;
  /** How the visit began: referrer, query and path of its first page. */
  from?: Origin;
  queue?: WireEvent[];
  /** Server time minus browser time, once it is known to be far off. */
  skew?: number;
  /** Analytics: view time of this visit in milliseconds, by target. */
  views?: { visit: string; sums: Record<string, number> };
  /** The cart as it was last known, unless it was empty; and the visit whose cart calls the shop has refused. */
  cart?: readonly [token: string, items: number, carriesReference: number];
  refused?: string;
  /** Preferences: what was shown, per campaign; overlays of the visit and the quiet after a dismissal. */
  history?: Record<string, History>;
  turns?: Turns;
  /** Preferences: the first look at a countdown, the products looked at (handles, last first), an address was given. */
  looks?: Record<string, number>;
  products?: string[];
  signed?: true;
  /** A test link was opened here: this browser is the shop's own. */
  own?: true;
  /** Marketing: segment keys of the last answer. */
  members?: { keys: string[]; at: number };
}

const KEY = "throughline";
/** The page's own copy, for as long as it says more than could be written. */
let own: Memory | undefined;

/** Reads afresh each time: other tabs write too. Blocked or full storage lasts for this page only. */
export function recall(): Memory {
  if (own) return own;
  try {
    // Nothing, or what is no object, becomes an object without anything in it.
    return Object(JSON.parse(String(localStorage.getItem(KEY)))) as Memory;
  } catch {
    return {};
  }
}

export function remember(change: { [K in keyof Memory]: Memory[K] | undefined }): Memory {
  const next = { ...recall(), ...change } as Memory;
  own = undefined;
  try {
    const text = JSON.stringify(next);
    if (text === "{}") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // Private mode or a full disk: the page's own copy must do.
    own = next;
  }
  return next;
}

/** Whether what was remembered last is gone with the page. */
export const forgets = (): boolean => own !== undefined;
