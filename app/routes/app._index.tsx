import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { viewShowing } from "#app/features/campaigns/index.server.ts";
import { ShowingCard } from "#app/features/campaigns/showing-card.tsx";
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
  const { currency, timezone } = shop;
  const showing = await viewShowing(shop.id);
  return { home, currency, timezone, showing, apiKey: env.SHOPIFY_API_KEY, publication: publicationOf(shop) };
}

export default function Home() {
  const { home, publication, showing, timezone, ...about } = useLoaderData<typeof loader>();
  const card = <ShowingCard showing={showing} timezone={timezone} />;
  // That nothing shows stands above all; the button that brings it about is seldom wanted.
  const stopped = showing.stopped > 0;
  return (
    <HomePage {...home} {...about} last={!stopped && showing.active > 0 && card}>
      <PublicationBanner publication={publication} />
      {stopped && card}
    </HomePage>
  );
}
