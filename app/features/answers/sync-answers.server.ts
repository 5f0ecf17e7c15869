import { tryAgainAt } from "#app/infra/back-off.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { subscribeCustomer } from "#app/shopify/customers.server.ts";
import { ShopifyError } from "#app/shopify/graphql.server.ts";
import { answerFailed, answerSynced, claimAnswer } from "./answer.store.server.ts";

const LONGEST_WAIT = 3_600_000;
/** Some two days of trying: past it only the merchant tries again. */
const MOST_ATTEMPTS = 50;

/** Tells Shopify of the next address that a shopper sent. False = nothing was due. A repeat finds the customer made. */
export async function syncNextAnswer(): Promise<boolean> {
  const claim = await claimAnswer(clock.now());
  if (!claim) return false;
  const { domain, fields, at, confirm } = claim;
  try {
    const email = fields["email"] ?? "";
    const firstName = fields["first_name"] ?? null;
    await answerSynced(claim, await subscribeCustomer(domain, { email, firstName, at, confirm }));
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    logger.warn({ shop: claim.shopId, attempt: claim.attempts, err: error.message }, "an address was not taken");
    const over = error.permanent || claim.attempts >= MOST_ATTEMPTS;
    await answerFailed(claim, error.message, over ? null : tryAgainAt(claim.attempts, LONGEST_WAIT, clock.now()));
  }
  return true;
}
