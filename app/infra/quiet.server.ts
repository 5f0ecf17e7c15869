import { setImmediate, setTimeout } from "node:timers/promises";
import { isEmbedded } from "./db.server.ts";

/**
 * On the embedded database, which does one thing at a time, requests go before work that nobody waits for. While somebody
 * waits, the background has one part in five of the time; a screen keeps it waiting altogether, but not for ever.
 */
const REST_FOR_WORK = 4;
/** One piece that took longer, or waited itself, is rested for no longer than that. */
const LONGEST_REST_MS = 2_000;
/** So long after the last post was heard others are on their way: whoever is answered posts again. */
const LULL_MS = 100;
/** What a piece is taken to need before it is known. */
const PIECE_MS = 50;
/** How long the background waits for somebody who waits for a screen: then both go on. */
const PATIENCE_MS = 2_000;

/**
 * A new connection is heard one turn of the event loop after the other, and its request in the next: so many without
 * anything new, and nobody is at the door.
 */
const QUIET_TURNS = 4;
const MOST_TURNS = 1_000;

let screens = 0;
let posts = 0;
/** When a post was heard last, in milliseconds of this process. */
let lastPost = -Infinity;
/** All that were ever heard. */
let heard = 0;
/** Until when the background rests, if anybody still waits then; in milliseconds of this process. */
let restUntil = 0;
let quiet: (() => void)[] = [];

/** Somebody waits for a screen. To be called back when it is there, once. */
export function screenWanted(): () => void {
  screens++;
  heard++;
  return () => {
    screens--;
    tellWhenQuiet();
  };
}

/** A browser waits for the answer to a post. To be called back when it has it, once. */
export function postWanted(): () => void {
  posts++;
  heard++;
  lastPost = performance.now();
  return () => {
    posts--;
    tellWhenQuiet();
  };
}

function tellWhenQuiet(): void {
  if (screens + posts > 0) return;
  for (const goOn of quiet) goOn();
  quiet = [];
}

/** A piece of background work, which is rested for before the next one. */
export async function piece<T>(work: () => Promise<T>): Promise<T> {
  if (!isEmbedded) return work();
  const started = performance.now();
  try {
    return await work();
  } finally {
    const now = performance.now();
    restUntil = Math.max(restUntil, now) + Math.min((now - started) * REST_FOR_WORK, LONGEST_REST_MS);
    restUntil = Math.min(restUntil, now + LONGEST_REST_MS);
  }
}

/**
 * Before a piece of background work. On the embedded database it lets requests be heard, for that answers without the event
 * loop's turning, and those go first that somebody waits for.
 */
export async function breathe(): Promise<void> {
  if (!isEmbedded) return;
  await everybodyHeard();
  const rest = restUntil - performance.now();
  if (screens > 0) await quietFor(Math.max(PATIENCE_MS, rest));
  await untilRested();
}

/**
 * Until the background has rested, or no browser posts any more. Several pieces that waited do not begin together: the
 * next one waits for what this one will need.
 */
async function untilRested(): Promise<void> {
  const isPosted = () => posts > 0 || performance.now() - lastPost < LULL_MS;
  for (let rest = restUntil - performance.now(); rest > 0 && isPosted(); rest = restUntil - performance.now())
    await setTimeout(Math.min(rest, LULL_MS));
  if (isPosted()) restUntil = Math.max(restUntil, performance.now()) + PIECE_MS;
}

/** Lets everybody in who is at the door: the event loop hardly turns while the embedded database works. */
export async function everybodyHeard(): Promise<void> {
  if (!isEmbedded) return;
  for (let turns = 0, quietTurns = 0; turns < MOST_TURNS && quietTurns < QUIET_TURNS; turns++) {
    const before = heard;
    await setImmediate();
    quietTurns = heard === before ? quietTurns + 1 : 0;
  }
}

/** Until nobody waits any more, or so long. */
async function quietFor(milliseconds: number): Promise<void> {
  const patience = new AbortController();
  await Promise.race([
    new Promise<void>((resolve) => quiet.push(resolve)),
    setTimeout(milliseconds, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
}
