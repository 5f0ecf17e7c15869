import { parseMerge } from "#app/contract/merge.schema.ts";
import { parseShop } from "#app/contract/shop.schema.ts";
import { parseSubject } from "#app/contract/subject.schema.ts";
import { noteChanged } from "#app/features/mirror/index.server.ts";
import { registerOrder } from "#app/features/orders/index.server.ts";
import { currentCustomer, mergeCustomers } from "#app/features/people/index.server.ts";
import { changeShopDetails, uninstallShop } from "#app/features/shops/index.server.ts";
import { tryAgainAt } from "#app/infra/back-off.ts";
import { clock } from "#app/infra/clock.server.ts";
import { logger } from "#app/infra/logger.server.ts";
import { transaction, type Tx } from "#app/infra/transaction.server.ts";
import { claimDelivery, failDelivery, settleDelivery, type ClaimedDelivery } from "./delivery.store.server.ts";

type Handler = (tx: Tx, delivery: ClaimedDelivery) => Promise<void>;

const order: Handler = (tx, { shopId, body, triggeredAt }) =>
  registerOrder(tx, shopId, { body, triggeredAt }, clock.now());

const customer: Handler = async (tx, { shopId, body }) => {
  const named = parseSubject("Customer", JSON.parse(body));
  await noteChanged(tx, shopId, "customers", await currentCustomer(tx, shopId, named));
};
const merge: Handler = async (tx, { shopId, body }) => {
  const merged = parseMerge(JSON.parse(body));
  if (!merged) return;
  await mergeCustomers(tx, { shopId, ...merged });
  await noteChanged(tx, shopId, "customers", await currentCustomer(tx, shopId, merged.into));
};
const product: Handler = (tx, { shopId, body }) =>
  noteChanged(tx, shopId, "products", parseSubject("Product", JSON.parse(body)));
const collection: Handler = (tx, { shopId, body }) =>
  noteChanged(tx, shopId, "collections", parseSubject("Collection", JSON.parse(body)));

const HANDLERS: Readonly<Record<string, Handler>> = {
  "orders/create": order,
  "orders/updated": order,
  "customers/create": customer,
  "customers/update": customer,
  "customers/delete": customer,
  "customers/merge": merge,
  "customers/purchasing_summary": customer,
  "customers_email_marketing_consent/update": customer,
  "customer.tags_added": customer,
  "customer.tags_removed": customer,
  "products/create": product,
  "products/update": product,
  "products/delete": product,
  "collections/create": collection,
  "collections/update": collection,
  "collections/delete": collection,
  "shop/update": (tx, { shopId, body, triggeredAt }) =>
    changeShopDetails(tx, shopId, parseShop(JSON.parse(body)), triggeredAt ?? clock.now(), clock.now()),
  "app/uninstalled": (tx, { shopId, triggeredAt }) => uninstallShop(tx, shopId, triggeredAt ?? clock.now()),
};

export const isHandled = (topic: string): boolean => Object.hasOwn(HANDLERS, topic);

const MOST_ATTEMPTS = 10;
const LONGEST_WAIT = 10 * 60_000;

/** Processes the next stored webhook, once. False = none was due. */
export async function processNextDelivery(): Promise<boolean> {
  const delivery = await claimDelivery(clock.now());
  if (!delivery) return false;
  try {
    await transaction(async (tx) => {
      await HANDLERS[delivery.topic]?.(tx, delivery);
      await settleDelivery(tx, delivery, clock.now());
    });
  } catch (error) {
    logger.error(
      { err: error, shop: delivery.shopId, webhook: delivery.webhookId },
      "a webhook could not be processed",
    );
    const again = delivery.attempts < MOST_ATTEMPTS ? tryAgainAt(delivery.attempts, LONGEST_WAIT, clock.now()) : null;
    await failDelivery(delivery, error instanceof Error ? error.constructor.name : "unknown", again);
  }
  return true;
}
