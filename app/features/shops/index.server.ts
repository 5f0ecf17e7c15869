export { openShop } from "./open-shop.server.ts";
export {
  changeShopDetails,
  ensureShop,
  findShop,
  saveShopDetails,
  wantPublication,
  type Shop,
  shopsByDomain,
  timezoneOf,
} from "./shop.store.server.ts";
export { uninstallShop } from "./uninstall-shop.server.ts";
