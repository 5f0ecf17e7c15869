import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listOrders } from "#app/features/orders/index.server.ts";
import { OrderList } from "#app/features/orders/order-list.tsx";
import { openShop } from "#app/features/shops/index.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { orders: await listOrders(shop.id), timezone: shop.timezone };
}

export default function Orders() {
  return <OrderList {...useLoaderData<typeof loader>()} />;
}
