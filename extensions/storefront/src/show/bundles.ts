import type { Extras, Forms } from "./stage.ts";

/** Where a bundle does not load, the rest of the content must do. */
const use = <B, T>(loading: Promise<B>, then: (bundle: B) => T | Promise<T>): Promise<T | undefined> =>
  loading.then(then).catch(() => undefined);

/** Uses the bundle of what few contents have. */
export const withExtras = <T>({ extras }: { readonly extras: string }, then: (extras: Extras) => T | Promise<T>) =>
  use(import(extras) as Promise<{ extras: Extras }>, (loaded) => then(loaded.extras));

/** Uses the bundle of what is typed, chosen or copied. */
export const withForms = <T>({ forms }: { readonly forms: string }, then: (forms: Forms) => T | Promise<T>) =>
  use(import(forms) as Promise<{ forms: Forms }>, (loaded) => then(loaded.forms));
