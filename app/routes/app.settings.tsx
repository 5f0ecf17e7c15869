import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { debugLink, viewShowing } from "#app/features/campaigns/index.server.ts";
import { ShowingCard } from "#app/features/campaigns/showing-card.tsx";
import { editSettings, viewSettings } from "#app/features/settings/index.server.ts";
import { SettingsPage } from "#app/features/settings/settings-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return {
    showing: await viewShowing(shop.id),
    timezone: shop.timezone,
    settings: await viewSettings(shop.id),
    unknownTimezone: shop.unknownTimezone,
    debugLink: debugLink(shop.domain, clock.now()),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editSettings(shop.id, request);
}

export default function Settings() {
  const { showing, timezone, ...settings } = useLoaderData<typeof loader>();
  return (
    <SettingsPage {...settings}>
      <ShowingCard showing={showing} timezone={timezone} />
    </SettingsPage>
  );
}
