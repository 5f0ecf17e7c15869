import type { LoaderFunctionArgs } from "@remix-run/node";
import { shopify } from "#app/shopify/app.server.ts";

/** The library answers here itself (bounce page, exit from the frame). */
export async function loader({ request }: LoaderFunctionArgs) {
  await shopify.authenticate.admin(request);
  return null;
}
