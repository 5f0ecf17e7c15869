export { emptyOldDeliveries } from "./empty-old-deliveries.server.ts";
export { processNextDelivery } from "./process-delivery.server.ts";
export { receiveWebhook } from "./receive-webhook.server.ts";
