import { createHash } from "node:crypto";
import { parseOrder, type IncomingOrder } from "#app/contract/webhook.schema.ts";
import { endOfSecond, touchesOf } from "#app/core/attribution/credit.ts";
import { creditBy, USUAL_MODEL } from "#app/core/attribution/models.ts";
import { lineValues } from "#app/core/attribution/value.ts";
import { currentCustomer, linkStore, noteTouched } from "#app/features/people/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import { effectStore, type Identity } from "./effect.store.server.ts";
import { convert, lastTouches } from "./order-effects.ts";
import {
  claimRecredit,
  orderStore,
  type LineRow,
  type StoredOrder,
  type Telling,
  type TouchRow,
} from "./order.store.server.ts";

/** Seven days after an order its touches are frozen: what comes later only re-prices them. */
const FROZEN_AFTER_MS = 7 * 86_400_000;
/** Longer than any transaction of ingest may take. */
const LOOK_AGAIN_MS = 20_000;

/** A webhook's body as it came, and when Shopify says that it happened. */
interface Told {
  readonly body: string;
  readonly triggeredAt: Date | null;
}

/**
 * Takes an orders/create or orders/updated payload. The order is the payload with the greatest `updated_at`; Shopify
 * tells it in whole seconds, so of those of one second what it told last, then the greater digest. Repeats and older
 * ones, in whatever order they come, leave the same rows.
 */
export const registerOrder = (tx: Tx, shopId: number, { body, triggeredAt }: Told, now: Date): Promise<void> =>
  takeOrder(tx, shopId, parseOrder(JSON.parse(body)), { triggeredAt, digest: digestOf(body), now });

/** Takes an order that was placed before webhooks told of orders. Where one has told of the same state, that stands. */
export const registerPastOrder = (tx: Tx, shopId: number, order: IncomingOrder, now: Date): Promise<void> =>
  takeOrder(tx, shopId, order, { triggeredAt: null, digest: null, now });

const digestOf = (body: string) => createHash("sha256").update(body).digest("hex");

async function takeOrder(
  tx: Tx,
  shopId: number,
  told: IncomingOrder,
  { now, ...telling }: Telling & { readonly now: Date },
): Promise<void> {
  const store = orderStore(tx, shopId);
  const effects = effectStore(tx, shopId);
  const before = await store.lock(told.id);
  const { customerId } = told;
  const order = { ...told, customerId: customerId && (await currentCustomer(tx, shopId, customerId)) };
  if (!(await store.register(order, telling))) return;
  await store.replaceLines(order, lineValues(order.money));
  await creditOrder(tx, shopId, order.id, { now, repriced: true });
  if (!isFrozen(order, now)) await store.lookAgain(order.id, new Date(now.getTime() + LOOK_AGAIN_MS));
  // Audiences that end on an order look at whose it is, and whose it was before this payload.
  await touch(tx, shopId, [before && (await effects.identityOf(before)), await effects.identityOf(order)]);
}

/** Credits an order anew because an event or a link arrived after it. False = none waits. */
export async function recreditNext(): Promise<boolean> {
  const now = clock.now();
  const claim = await claimRecredit(now);
  if (!claim) return false;
  await transaction(async (tx) => {
    await creditOrder(tx, claim.shopId, claim.id, { now, repriced: false });
    await orderStore(tx, claim.shopId).settleRecredit(claim);
  });
  return true;
}

interface Crediting {
  readonly now: Date;
  /** Its lines may have other values than its credits were made of. */
  readonly repriced: boolean;
}

/**
 * Collects the order's touches, unless they are frozen, writes its credits, and what the rules of the campaigns that it
 * converts ask for. Most orders that are looked at again are as they were: then nothing is written. Holds the order's row
 * meanwhile.
 */
async function creditOrder(tx: Tx, shopId: number, id: bigint, { now, repriced }: Crediting): Promise<void> {
  const store = orderStore(tx, shopId);
  const order = await store.lock(id);
  if (!order) return;
  const { processedAt, ref, customerId } = order;
  if (ref !== null && customerId !== null)
    await linkStore(tx).byOrder({ shopId, ref, customerId, orderId: id, at: processedAt });
  let touches = await store.touches(id);
  let moved = false;
  if (!isFrozen(order, now)) {
    const found = touchesOf(await store.touchesOf(await store.visitorsOf(order), processedAt), processedAt.getTime());
    moved = idsOf(found) !== idsOf(touches);
    if (moved) await store.replaceTouches(id, found);
    touches = found;
  }
  const lines = await store.lines(id);
  if (repriced || moved) {
    const credits = order.test ? [] : creditBy(USUAL_MODEL, touches, lines, endOfSecond(processedAt.getTime()));
    await store.replaceCredits(id, USUAL_MODEL, credits);
  }
  await enrolBuyer(tx, shopId, order, { touches, lines });
}

const isFrozen = ({ processedAt }: { readonly processedAt: Date }, now: Date) =>
  now.getTime() >= processedAt.getTime() + FROZEN_AFTER_MS;

/** A touch never changes: its event is immutable, and so is the version that gives its window. */
const idsOf = (touches: readonly TouchRow[]) =>
  touches
    .map(({ id }) => id)
    .sort()
    .join();

/** An order converts each campaign that has a touch in its list; a test order converts none. */
async function enrolBuyer(
  tx: Tx,
  shopId: number,
  order: StoredOrder,
  { touches, lines }: { touches: readonly TouchRow[]; lines: readonly LineRow[] },
): Promise<void> {
  const store = effectStore(tx, shopId);
  const identity = order.test ? null : await store.identityOf(order);
  const effects = identity
    ? convert({ ...identity, at: order.processedAt }, touches, {
        rules: await store.rulesOf(lastTouches(touches)),
        products: productsOf(lines),
      })
    : [];
  const { before, changed } = await store.replace(order.id, effects);
  // Only of what changed: else noticing, which has orders credited anew, would never come to rest.
  if (changed) await touch(tx, shopId, [...before, ...effects]);
}

/** Once ordered: what was returned since was bought all the same. */
const productsOf = (lines: readonly LineRow[]) =>
  new Set(lines.flatMap(({ productId, quantity }) => (productId !== null && quantity > 0 ? [Number(productId)] : [])));

const touch = (tx: Tx, shopId: number, identities: readonly (Identity | null)[]) =>
  noteTouched(
    tx,
    identities.filter((one) => one !== null).map(({ identity, identityId }) => ({ shopId, identity, id: identityId })),
  );
