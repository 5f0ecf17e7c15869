export { openShop } from "./open-shop.server.ts";
export { ensureShop, findShop, wantPublication, type Shop, shopsByDomain, timezoneOf } from "./shop.store.server.ts";
export { uninstallShop } from "./uninstall-shop.server.ts";
