import type { Consent } from "../../../../app/core/eligibility/decide.ts";
import { recall, remember } from "../lib/memory.ts";

/** The consent that a part of the memory needs. That a browser is the shop's own is nobody's secret. */
const needOf = (part: string): keyof Consent | undefined =>
  part === "members"
    ? "marketing"
    : /^(history|turns|looks|products|signed)$/.test(part)
      ? "preferences"
      : part === "own"
        ? undefined
        : "analytics";

/** What the shopper no longer allows is erased here and is not sent any more. */
export function forget(given: Consent): void {
  for (const part of Object.keys(recall())) {
    const need = needOf(part);
    if (need && !given[need]) remember({ [part]: undefined });
  }
}
