import type { ActionFunctionArgs } from "@remix-run/node";
import { refreshInsight } from "#app/features/insight/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { routeId } from "#app/infra/route-id.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return refreshInsight(shop.id, routeId(params["id"]), request);
}
