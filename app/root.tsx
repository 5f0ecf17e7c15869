import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import { env } from "./infra/env.server.ts";

export { unlessCounting as shouldRevalidate } from "./features/segments/counting.ts";

export function loader() {
  return { apiKey: env.SHOPIFY_API_KEY };
}

/** App Bridge must be the first script of every document, the error pages included. */
export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="shopify-api-key" content={data?.apiKey ?? ""} />
        <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}
