import { useSyncExternalStore } from "react";

const neverChanges = () => () => undefined;

/** False while the server draws the page, and where the browser takes it over; then true. */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
