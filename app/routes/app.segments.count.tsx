import type { ActionFunctionArgs } from "@remix-run/node";
import { countSegment } from "#app/features/segments/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { postedJson } from "#app/infra/json.ts";

/** The editor asks while a rule is being written. */
export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return { count: await countSegment(shop, await postedJson(request), request.signal) };
}
