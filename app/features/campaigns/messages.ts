import type { FormErrors } from "./campaign.form.ts";

/** The messages below a prefix such as "rules.0.", by the rest of their field. */
export const messagesBelow = (errors: FormErrors, prefix: string): FormErrors =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, message]) => [field.slice(prefix.length), message]),
  );
