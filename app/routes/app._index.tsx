import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HomePage } from "#app/features/home/home-page.tsx";
import { viewHome } from "#app/features/home/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { publicationOf } from "#app/core/campaigns/publication.ts";
import { clock } from "#app/infra/clock.server.ts";
import { env } from "#app/infra/env.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";
import { PublicationBanner } from "#app/ui/publication-banner.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const home = await viewHome(shop, dateOf(clock.now(), shop.timezone));
  return { home, currency: shop.currency, apiKey: env.SHOPIFY_API_KEY, publication: publicationOf(shop) };
}

export default function Home() {
  const { home, publication, ...about } = useLoaderData<typeof loader>();
  return (
    <HomePage {...home} {...about}>
      <PublicationBanner publication={publication} />
    </HomePage>
  );
}
