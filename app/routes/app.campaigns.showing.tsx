import type { ActionFunctionArgs } from "@remix-run/node";
import { editShowing } from "#app/features/campaigns/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editShowing(shop.id, request);
}
