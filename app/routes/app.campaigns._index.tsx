import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CampaignList } from "#app/features/campaigns/campaign-list.tsx";
import { listCampaigns } from "#app/features/campaigns/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { publicationOf } from "#app/core/campaigns/publication.ts";
import { clock } from "#app/infra/clock.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const campaigns = await listCampaigns(shop.id, clock.now());
  return { campaigns, currency: shop.currency, publication: publicationOf(shop) };
}

export default function Campaigns() {
  return <CampaignList {...useLoaderData<typeof loader>()} />;
}
