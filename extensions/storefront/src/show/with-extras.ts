import type { Extras } from "./stage.ts";

/** Uses the bundle of what few contents have. Where it does not load, the rest of the content must do. */
export const withExtras = <T>(
  { extras }: { readonly extras: string },
  use: (extras: Extras) => T | Promise<T>,
): Promise<T | undefined> =>
  (import(extras) as Promise<{ extras: Extras }>).then((loaded) => use(loaded.extras)).catch(() => undefined);
