export { COUNTED } from "./counted-credit.store.server.ts";
export { viewLedger } from "./ledger.view.server.ts";
export { listOrders } from "./order-list.view.server.ts";
export { recreditNext, registerOrder, registerPastOrder } from "./register-order.server.ts";
export { recreditOrdersOf } from "./order.store.server.ts";
