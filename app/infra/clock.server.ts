/** Milliseconds that the sandbox's preloaded module adds when it travels in time. Absent in production. */
const world = globalThis as { throughlineClockOffset?: () => number };

/** The app's only clock. SQL takes its times as parameters, never from the database's clock. */
export const clock = {
  now: () => new Date(Date.now() + (world.throughlineClockOffset?.() ?? 0)),
};
