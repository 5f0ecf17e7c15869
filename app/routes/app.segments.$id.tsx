import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AudiencePage } from "#app/features/segments/audience-page.tsx";
import { editAudience, viewAudience } from "#app/features/segments/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { ...orNotFound(await viewAudience(shop.id, routeId(params["id"]))), timezone: shop.timezone };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editAudience(shop.id, routeId(params["id"]), request);
}

export default function Audience() {
  return <AudiencePage {...useLoaderData<typeof loader>()} />;
}
