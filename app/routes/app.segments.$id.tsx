import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { periodOf, viewInsight } from "#app/features/insight/index.server.ts";
import { Insight } from "#app/features/insight/insight.tsx";
import { LineageCard } from "#app/features/insight/lineage-card.tsx";
import { AudiencePage } from "#app/features/segments/audience-page.tsx";
import { editSegment, viewAudience, viewList, viewRuleSegment } from "#app/features/segments/index.server.ts";
import { ListPage } from "#app/features/segments/list-page.tsx";
import { RuleSegmentPage } from "#app/features/segments/rule-segment-page.tsx";
import { openShop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";
import { orNotFound, routeId } from "#app/infra/route-id.ts";

export { unlessCounting as shouldRevalidate } from "#app/features/segments/counting.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  const id = routeId(params["id"]);
  const now = clock.now();
  const period = periodOf(new URL(request.url).searchParams.get("days"));
  const [audience, list, rule, insight] = await Promise.all([
    viewAudience(shop.id, id),
    viewList(shop.id, id),
    viewRuleSegment(shop, id),
    viewInsight(shop.id, id, { period, today: dateOf(now, shop.timezone), now }),
  ]);
  const view = audience ?? list ?? orNotFound(rule);
  return { view, insight, timezone: shop.timezone, currency: shop.currency };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editSegment(shop, routeId(params["id"]), request);
}

export default function Segment() {
  const { view, insight, timezone, currency } = useLoaderData<typeof loader>();
  const slots = {
    timezone,
    insight: <Insight id={view.id} insight={insight} members={view.members} currency={currency} timezone={timezone} />,
    lineage: <LineageCard lineage={insight.lineage} id={view.id} />,
  };
  // Another segment is another form: its state starts anew.
  if (view.kind === "rule") return <RuleSegmentPage key={view.id} {...view} {...slots} />;
  if (view.kind === "static") return <ListPage key={view.id} {...view} {...slots} />;
  return <AudiencePage {...view} {...slots} />;
}
