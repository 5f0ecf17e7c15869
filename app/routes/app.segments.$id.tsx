import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AudiencePage } from "#app/features/segments/audience-page.tsx";
import { viewAudience } from "#app/features/segments/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { ...orNotFound(await viewAudience(shop.id, routeId(params["id"]))), timezone: shop.timezone };
}

export default function Audience() {
  return <AudiencePage {...useLoaderData<typeof loader>()} />;
}
