import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { saveRuleSegment, viewNewSegment } from "#app/features/segments/index.server.ts";
import { NewSegmentPage } from "#app/features/segments/rule-segment-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { postedJson } from "#app/infra/json.ts";

export { unlessCounting as shouldRevalidate } from "#app/features/segments/counting.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return viewNewSegment(await openShop(request));
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  const saved = await saveRuleSegment(shop, null, await postedJson(request));
  return data(saved, { status: saved.ok ? 200 : 422 });
}

export default function NewSegment() {
  return <NewSegmentPage {...useLoaderData<typeof loader>()} />;
}
