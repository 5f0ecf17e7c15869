import { after } from "../../../../app/core/eligibility/history.ts";
import { timeOfUuid, uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { recall, remember } from "./memory.ts";
import { plainPath } from "../../../../app/core/targeting/address.ts";
import { deviceOf, isTouched, pageRoot } from "./page.ts";
import { newId, now, visit, visitor } from "./visitor.ts";

/**
 * What every bundle uses and only the entry carries: scripts/build-storefront.mjs lets the other bundles take it from
 * `window.throughlineRuns`, so that nothing is loaded, or remembers, twice. By place, for names would be
 * bytes; what is used most comes first.
 */
export const shared = [
  recall,
  remember,
  now,
  visitor,
  newId,
  visit,
  after,
  pageRoot,
  plainPath,
  deviceOf,
  isTouched,
  timeOfUuid,
  uuidv7,
] as const;
