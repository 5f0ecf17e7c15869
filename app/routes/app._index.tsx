import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CampaignList } from "#app/features/campaigns/campaign-list.tsx";
import { listCampaigns } from "#app/features/campaigns/index.server.ts";
import { HomeCards } from "#app/features/home/home-cards.tsx";
import { viewHome } from "#app/features/home/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { publicationOf } from "#app/core/campaigns/publication.ts";
import { clock } from "#app/infra/clock.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const now = clock.now();
  const [campaigns, home] = await Promise.all([
    listCampaigns(shop.id, now),
    viewHome(shop, dateOf(now, shop.timezone)),
  ]);
  return { campaigns, home, currency: shop.currency, publication: publicationOf(shop) };
}

export default function Campaigns() {
  const { home, ...list } = useLoaderData<typeof loader>();
  return (
    <CampaignList {...list}>
      <HomeCards {...home} currency={list.currency} />
    </CampaignList>
  );
}
