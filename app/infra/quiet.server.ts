import { setImmediate, setTimeout } from "node:timers/promises";
import { isEmbedded } from "./db.server.ts";

/** How long the background waits for somebody who waits for a screen: then both go on. */
const PATIENCE_MS = 2_000;

let screens = 0;
let quiet: (() => void)[] = [];

/** Somebody waits for a screen. To be called back when it is there, once. */
export function screenWanted(): () => void {
  screens++;
  return () => {
    screens--;
    if (screens > 0) return;
    for (const goOn of quiet) goOn();
    quiet = [];
  };
}

/**
 * Between two pieces of background work. On the embedded database, which does one thing at a time, it lets requests be
 * heard, for it answers without the event loop's turning, and those go first that somebody looks at.
 */
export async function breathe(): Promise<void> {
  if (!isEmbedded) return;
  await setImmediate();
  if (screens === 0) return;
  const patience = new AbortController();
  await Promise.race([
    new Promise<void>((resolve) => quiet.push(resolve)),
    setTimeout(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
}
