import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportMembers } from "#app/features/segments/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

/** A segment's members as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return orNotFound(await exportMembers(shop.id, routeId(params["id"])));
}
