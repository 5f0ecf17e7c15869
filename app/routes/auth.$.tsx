import type { LoaderFunctionArgs } from "@remix-run/node";
import { shopify } from "#app/shopify/app.server.ts";
import { leadsHome } from "#app/shopify/leads-home.server.ts";

/** The library answers here itself (bounce page, exit from the frame), and goes wherever it is told to. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (!leadsHome(new URL(request.url))) throw new Response("This leads elsewhere.", { status: 400 });
  await shopify.authenticate.admin(request);
  return null;
}
