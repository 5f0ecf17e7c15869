export { ensureShop, findShop, markUninstalled, saveShopDetails, type Shop } from "./shop.store.server.ts";
