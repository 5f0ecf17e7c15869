import { storedDefinition } from "#app/contract/definition.schema.ts";
import { tagText } from "#app/contract/form-fields.ts";
import { namedIn, type Definition, type Sight } from "#app/core/segments/condition.ts";
import { profileHandles } from "#app/features/people/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { PAST_MS } from "#app/shopify/past-orders.server.ts";
import { EMPTY_SEGMENT } from "./definition.form.ts";
import { groupsOf } from "./definition-of-form.ts";
import type { RuleChoices, RuleSegmentView } from "./screens.ts";
import { usersOf } from "./usage.store.server.ts";

const SHOWN = 50;

interface Shop {
  readonly id: number;
  readonly currency: string;
}

/** What a rule may name: the shop's campaigns and its other segments; and what the products in it are called. */
async function choicesOf(shop: Shop, id: number | null, rule: Definition | null): Promise<RuleChoices> {
  const ids = (what: Sight) => (rule === null ? [] : namedIn(rule, what).map(BigInt));
  const [{ installedAt: since }, past, campaigns, segments, product, collection] = await Promise.all([
    prisma.shop.findUniqueOrThrow({ where: { id: shop.id }, select: { installedAt: true } }),
    prisma.import.findUnique({
      where: { shopId_what: { shopId: shop.id, what: "orders" }, state: "done" },
      select: { startedAt: true },
    }),
    prisma.campaign.findMany({
      where: { shopId: shop.id },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    prisma.segment.findMany({
      where: { shopId: shop.id, archivedAt: null, ...(id === null ? {} : { id: { not: id } }) },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    prisma.product.findMany({
      where: { shopId: shop.id, id: { in: ids("product") }, title: { not: "" } },
      select: { id: true, title: true },
    }),
    prisma.collection.findMany({
      where: { shopId: shop.id, id: { in: ids("collection") }, title: { not: "" } },
      select: { id: true, title: true },
    }),
  ]);
  return {
    campaigns,
    segments,
    named: { product: product.map(suggested), collection: collection.map(suggested) },
    currency: shop.currency,
    since,
    ordersSince: past ? new Date(Math.min(since.getTime(), past.startedAt.getTime() - PAST_MS)) : since,
  };
}

const suggested = ({ id, title }: { id: bigint; title: string }) => ({ value: String(id), label: title });

/** The screen of a new rule segment. */
export const viewNewSegment = async (shop: Shop) => ({
  form: EMPTY_SEGMENT,
  choices: await choicesOf(shop, null, null),
});

/** A rule segment's screen: its rule, how many meet it, the newest of them. Null = no such segment here. */
export async function viewRuleSegment(shop: Shop, id: number): Promise<RuleSegmentView | null> {
  const segment = await prisma.segment.findFirst({
    where: { shopId: shop.id, id, kind: "rule" },
    select: {
      id: true,
      name: true,
      description: true,
      tags: true,
      archivedAt: true,
      rule: true,
      rebuildDue: true,
      builtAt: true,
    },
  });
  if (!segment) return null;
  const now = clock.now();
  const { archivedAt, rule, rebuildDue, builtAt, ...about } = segment;
  const definition = storedDefinition(rule);
  const [days, newest, usedBy, choices] = await Promise.all([
    prisma.$queryRaw<{ entered: number; left: number }[]>`
      SELECT COALESCE(SUM(entered), 0)::int AS entered, COALESCE(SUM("left"), 0)::int AS left FROM audience_day
      WHERE shop_id = ${shop.id} AND segment_id = ${id}`,
    prisma.noticed.findMany({
      where: { shopId: shop.id, segmentId: id },
      orderBy: [{ at: "desc" }, { profile: "asc" }],
      take: SHOWN,
      select: { profile: true, at: true },
    }),
    usersOf(shop.id, id),
    choicesOf(shop, id, definition),
  ]);
  const handles = await profileHandles(
    shop.id,
    newest.map((row) => row.profile),
  );
  const { entered, left } = days[0] ?? { entered: 0, left: 0 };
  return {
    kind: "rule",
    ...about,
    archived: archivedAt !== null,
    building: builtAt === null || (rebuildDue !== null && rebuildDue <= now),
    builtAt,
    members: entered - left,
    entered,
    left,
    usedBy,
    choices,
    form: {
      name: about.name,
      description: about.description,
      tags: tagText(about.tags),
      ...groupsOf(definition, shop.currency),
    },
    rows: newest.map(({ profile, at }) => ({ handle: handles.get(profile) ?? "", since: at })),
  };
}
