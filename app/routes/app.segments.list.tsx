import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { createList } from "#app/features/segments/index.server.ts";
import { NewListPage } from "#app/features/segments/list-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { postedJson } from "#app/infra/json.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  await openShop(request);
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  const saved = await createList(shop.id, await postedJson(request));
  return data(saved, { status: saved.ok ? 200 : 422 });
}

export default NewListPage;
