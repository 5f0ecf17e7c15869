export { tendDeliveries } from "./tend-deliveries.server.ts";
export { processNextDelivery } from "./process-delivery.server.ts";
export { receiveWebhook } from "./receive-webhook.server.ts";
