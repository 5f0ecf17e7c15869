import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { viewLedger } from "#app/features/orders/index.server.ts";
import { LedgerPage } from "#app/features/orders/ledger-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound, shopifyId } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { ...orNotFound(await viewLedger(shop.id, shopifyId(params["id"]))), timezone: shop.timezone };
}

export default function Order() {
  return <LedgerPage {...useLoaderData<typeof loader>()} />;
}
