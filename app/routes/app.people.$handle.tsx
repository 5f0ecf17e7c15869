import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editProfile, viewProfile } from "#app/features/profiles/index.server.ts";
import { ProfilePage } from "#app/features/profiles/profile-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { ...orNotFound(await viewProfile(shop.id, params["handle"] ?? "")), timezone: shop.timezone };
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editProfile(shop.id, request);
}

export default function Profile() {
  return <ProfilePage {...useLoaderData<typeof loader>()} />;
}
