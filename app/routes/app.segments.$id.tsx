import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AudiencePage } from "#app/features/segments/audience-page.tsx";
import { editSegment, insightOf, viewAudience, viewRuleSegment } from "#app/features/segments/index.server.ts";
import { RuleSegmentPage } from "#app/features/segments/rule-segment-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const id = routeId(params["id"]);
  const now = clock.now();
  const about = {
    timezone: shop.timezone,
    currency: shop.currency,
    insight: await insightOf(shop.id, id, dateOf(now, shop.timezone), now),
  };
  const audience = await viewAudience(shop.id, id);
  if (audience) return { kind: "audience" as const, view: { ...audience, ...about } };
  return { kind: "rule" as const, view: { ...orNotFound(await viewRuleSegment(shop, id)), ...about } };
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
