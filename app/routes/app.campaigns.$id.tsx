import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CampaignEditor } from "#app/features/campaigns/campaign-editor.tsx";
import { editCampaign, testLinks, viewEditor } from "#app/features/campaigns/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";
import { publicationOf } from "#app/core/campaigns/publication.ts";
import { clock } from "#app/infra/clock.server.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

const campaignId = (param: string | undefined) => (param === "new" ? null : routeId(param));

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const segment = Number(new URL(request.url).searchParams.get("for"));
  const view = orNotFound(await viewEditor(shop.id, campaignId(params["id"]), segment));
  return {
    ...view,
    publication: publicationOf(shop),
    currency: shop.currency,
    testLinks: testLinks(shop.domain, view, clock.now()),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editCampaign(shop.id, campaignId(params["id"]), request);
}

export default function Campaign() {
  const view = useLoaderData<typeof loader>();
  // Another campaign is another form: its state starts anew.
  return <CampaignEditor key={view.id ?? "new"} {...view} />;
}
