import { env } from "#app/infra/env.server.ts";
import { isShopDomain } from "./shop-domain.ts";

const APP = new URL(env.SHOPIFY_APP_URL);
const EXIT = "/auth/exit-iframe";

/**
 * Whether the pages that leave the admin's frame, or load it anew, lead to this app or to Shopify's admin: nowhere else does
 * the library send anybody. Its pages open any other address too, and break on what is none. They let the shop that they
 * are told frame them, whoever that is, and break on one that fits in no header.
 */
export function leadsHome({ pathname, searchParams }: URL): boolean {
  const exits = searchParams.getAll("exitIframe");
  if (pathname === EXIT && exits.length === 0) return false;
  return (
    searchParams.getAll("shop").every(isShopDomain) &&
    exits.every(isExit) &&
    searchParams.getAll("shopify-reload").every(isOwn)
  );
}

const isOwn = (address: string): boolean => URL.canParse(address, APP) && new URL(address, APP).origin === APP.origin;

function isExit(address: string): boolean {
  // The library's own conditions, on which it breaks.
  if (/\s|\/\/\//.test(address) || !URL.canParse(address, APP)) return false;
  const { protocol, host, pathname, username, password } = new URL(address, APP);
  if (protocol !== "https:" || username !== "" || password !== "" || /[/\\]{2}/.test(pathname)) return false;
  return host === APP.host || host === "admin.shopify.com" || (isShopDomain(host) && /^\/admin(\/|$)/.test(pathname));
}
