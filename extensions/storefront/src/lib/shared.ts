import { after } from "../../../../app/core/eligibility/history.ts";
import { timeOfUuid, uuidv7 } from "../../../../app/core/identity/uuid.ts";
import { recall, remember } from "./memory.ts";
import { deviceOf, productHandle } from "./page.ts";
import { newId, now, visit, visitor } from "./visitor.ts";

/**
 * What every bundle uses and only the entry carries: scripts/build-storefront.mjs lets the other bundles take it from
 * `window.throughlineRuns`, so that nothing is loaded, or remembers, twice. By place, for names would be bytes.
 */
export const shared = [
  after,
  deviceOf,
  newId,
  now,
  productHandle,
  recall,
  remember,
  timeOfUuid,
  uuidv7,
  visit,
  visitor,
] as const;
