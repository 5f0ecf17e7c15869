import type { LoaderFunctionArgs } from "@remix-run/node";
import { suggest } from "#app/features/mirror/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound } from "#app/infra/route-id.ts";

/** A field that helps to name what the shop has asks while something is typed into it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return orNotFound(await suggest(shop.id, new URL(request.url).searchParams));
}

/** It is asked when somebody types, not when something was saved. */
export const shouldRevalidate = () => false;
