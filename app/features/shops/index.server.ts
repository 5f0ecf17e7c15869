export { openShop } from "./open-shop.server.ts";
export { ensureShop, findShop, markUninstalled, wantPublication, type Shop } from "./shop.store.server.ts";
