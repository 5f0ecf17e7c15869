import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Link, Outlet, useRouteError } from "@remix-run/react";
import { openShop } from "#app/features/shops/index.server.ts";
import { AdminError } from "#app/ui/admin-error.tsx";
import { AdminProvider } from "#app/ui/admin-provider.tsx";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export { unlessCounting as shouldRevalidate } from "#app/features/segments/counting.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  await openShop(request);
  return null;
}

/** The frame of every admin screen. App Bridge's script stands in root.tsx. */
export default function App() {
  return (
    <AdminProvider>
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/campaigns">Campaigns</Link>
        <Link to="/app/segments">Segments</Link>
        <Link to="/app/orders">Orders</Link>
        <Link to="/app/answers">Answers</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <Outlet />
    </AdminProvider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  // The library's own responses (a new token is wanted) must reach App Bridge as they are.
  if (isRouteErrorResponse(error) && status !== 404 && status !== 500) return boundary.error(error) as React.ReactNode;
  return (
    <AdminProvider>
      <AdminError missing={status === 404} />
    </AdminProvider>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
