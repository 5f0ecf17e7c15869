import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AudiencePage } from "#app/features/segments/audience-page.tsx";
import { editSegment, viewAudience, viewRuleSegment } from "#app/features/segments/index.server.ts";
import { RuleSegmentPage } from "#app/features/segments/rule-segment-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const id = routeId(params["id"]);
  const { timezone } = shop;
  const audience = await viewAudience(shop.id, id);
  if (audience) return { kind: "audience" as const, view: { ...audience, timezone } };
  return { kind: "rule" as const, view: { ...orNotFound(await viewRuleSegment(shop, id)), timezone } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editSegment(shop, routeId(params["id"]), request);
}

export default function Segment() {
  const { kind, view } = useLoaderData<typeof loader>();
  // Another segment is another form: its state starts anew.
  return kind === "rule" ? <RuleSegmentPage key={view.id} {...view} /> : <AudiencePage {...view} />;
}
