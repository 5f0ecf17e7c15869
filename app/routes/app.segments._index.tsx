import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listSegments } from "#app/features/segments/index.server.ts";
import { readListQuery } from "#app/features/segments/list-query.ts";
import { SegmentList } from "#app/features/segments/segment-list.tsx";
import { clock } from "#app/infra/clock.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";
import { openShop } from "#app/features/shops/index.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const query = readListQuery(new URL(request.url).searchParams);
  const list = await listSegments(shop.id, dateOf(clock.now(), shop.timezone), query);
  return { ...list, query, timezone: shop.timezone };
}

export default function Segments() {
  return <SegmentList {...useLoaderData<typeof loader>()} />;
}
