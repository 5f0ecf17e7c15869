import type { LoaderFunctionArgs } from "@remix-run/node";
import { findPeople } from "#app/features/segments/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";

/** A list's screen searches for customers while a name is typed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return findPeople(shop.domain, new URL(request.url).searchParams.get("q") ?? "");
}
