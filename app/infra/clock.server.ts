declare global {
  /** Milliseconds that the sandbox's preloaded module adds when it travels in time. Absent in production. */
  var throughlineClockOffset: (() => number) | undefined;
}

/** The app's only clock. SQL takes its times as parameters, never from the database's clock. */
export const clock = {
  now: () => new Date(Date.now() + (globalThis.throughlineClockOffset?.() ?? 0)),
};
