import { byteLength, compileBundle, INDEX_LIMIT } from "#app/core/bundle/bundle.ts";
import { tryAgainAt } from "#app/infra/back-off.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { segmentKeys } from "#app/features/segments/index.server.ts";
import { ShopifyError } from "#app/shopify/graphql.server.ts";
import { setAppMetafields } from "#app/shopify/metafields.server.ts";
import { activeCampaigns, keepContents } from "./campaign.store.server.ts";
import {
  claimPublication,
  confirmPublication,
  failPublication,
  isOvertaken,
  type Claim,
} from "./publication.store.server.ts";

/** The app proxy's path until a merchant changes it. */
const PROXY_PATH = "/apps/throughline";
const LONGEST_WAIT = 5 * 60_000;

/** Publishes for the next shop that waits for it. False = nothing was due. */
export async function publishNext(): Promise<boolean> {
  const claim = await claimPublication(clock.now());
  if (!claim) return false;
  try {
    await publish(claim);
  } catch (error) {
    const known = error instanceof ShopifyError;
    logger.warn({ shop: claim.shopId, attempt: claim.attempts, err: error }, "publishing failed");
    const again = known && error.permanent ? null : tryAgainAt(claim.attempts, LONGEST_WAIT, clock.now());
    await failPublication(claim, known ? error.message : "Something broke while publishing.", again);
  }
  return true;
}

/**
 * Compiles the bundle of the active campaigns and writes it to Shopify. What stood there stands until this is through. A
 * process that was held up for longer than its lease may find that another one has published more: then it leaves it.
 */
async function publish(claim: Claim): Promise<void> {
  const campaigns = await activeCampaigns(claim.shopId);
  const { index, contents } = compileBundle(claim.wanted, campaigns, await segmentKeys(claim.shopId), claim);
  const value = JSON.stringify(index);
  const size = byteLength(value);
  if (size > INDEX_LIMIT)
    throw new ShopifyError(
      `Your active campaigns need ${Math.ceil(size / 1024)} KB on each page; Shopify allows ${INDEX_LIMIT / 1024} KB. Pause some, or target fewer segments. The last published state stays live.`,
      { permanent: true },
    );
  await keepContents(claim.shopId, campaigns);
  const written = await setAppMetafields(
    claim.domain,
    [
      { key: "index", type: "json", value },
      { key: "contents", type: "json", value: JSON.stringify(contents) },
      { key: "proxy", type: "single_line_text_field", value: PROXY_PATH },
    ],
    async (before) => before === null || !(await isOvertaken(claim, publicationOf(before))),
  );
  if (!written) {
    logger.info({ shop: claim.shopId, publication: claim.wanted }, "another process has published more");
    return;
  }
  await transaction((tx) => confirmPublication(tx, claim, campaigns, clock.now()));
}

/** The number of the publication that an index carries; 0 = nobody can tell. */
function publicationOf(index: string): number {
  try {
    return Number((JSON.parse(index) as { v?: unknown }).v) || 0;
  } catch {
    return 0;
  }
}
