import type { History, Turns } from "../../../../app/core/eligibility/decide.ts";
import type { Origin } from "./page.ts";
import type { WireEvent } from "../../../../app/contract/wire.ts";

/** All that this browser keeps, in one entry of localStorage. Each part is written only under the consent it needs. */
export interface Memory {
  /** Analytics: who this browser is. */
  id?: string;
  ref?: string;
  visit?: { id: string; last: number; count: number; pages?: number };
  /** How the visit began: referrer and query of its first page. */
  from?: Origin;
  queue?: WireEvent[];
  /** Server time minus browser time, once it is known to be far off. */
  skew?: number;
  /** Analytics: view time of this visit in milliseconds, by target; and how many items the cart held. */
  views?: { visit: string; sums: Record<string, number> };
  items?: number;
  /** Preferences: what was shown, per campaign; overlays of the visit and the quiet after a dismissal. */
  history?: Record<string, History>;
  turns?: Turns;
  /** Preferences: the first look at a countdown, the products looked at (handles, last first), an address was given. */
  looks?: Record<string, number>;
  products?: string[];
  signed?: true;
  /** A test link was opened here: this browser is the shop's own. */
  own?: true;
  /** Marketing: segment keys of the last answer, and the `ref` that the cart carries. */
  members?: { keys: string[]; at: number };
  cart?: string;
}

const KEY = "throughline";
let fallback: Memory = {};

/** Reads afresh each time: other tabs write too. Blocked storage lasts for this page only. */
export function recall(): Memory {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return fallback;
  }
}

export function remember(change: { [K in keyof Memory]: Memory[K] | undefined }): Memory {
  const next = { ...recall(), ...change } as Memory;
  fallback = next;
  try {
    if (Object.values(next).some((value) => value !== undefined)) localStorage.setItem(KEY, JSON.stringify(next));
    else localStorage.removeItem(KEY);
  } catch {
    // Private mode or a full disk: the page's own copy must do.
  }
  return next;
}
