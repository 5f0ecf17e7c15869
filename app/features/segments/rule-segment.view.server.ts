import { tagText } from "#app/contract/form-fields.ts";
import type { Definition } from "#app/core/segments/condition.ts";
import { profileHandles } from "#app/features/people/index.server.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import { PAST_MS } from "#app/shopify/past-orders.server.ts";
import { EMPTY_SEGMENT } from "./definition.form.ts";
import { groupsOf } from "./definition-of-form.ts";
import type { RuleChoices, RuleSegmentView } from "./screens.ts";
import { usersOf } from "./usage.store.server.ts";

const SHOWN = 50;
/** So much is suggested while a rule is written; what is not can be typed. */
const SUGGESTED = 250;

interface Shop {
  readonly id: number;
  readonly currency: string;
}

/** What a rule may name: the shop's campaigns and its other segments. */
async function choicesOf(shop: Shop, id: number | null): Promise<RuleChoices> {
  const [{ installedAt: since }, past, campaigns, segments, products, [words]] = await Promise.all([
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
      where: { shopId: shop.id, title: { not: "" } },
      select: { id: true, title: true },
      orderBy: { title: "asc" },
      take: SUGGESTED,
    }),
    prisma.$queryRaw<Pick<RuleChoices, "types" | "vendors" | "productTags" | "customerTags">[]>`
      SELECT ${wordsOf(Prisma.sql`SELECT type AS word FROM product`, shop.id)} AS types,
             ${wordsOf(Prisma.sql`SELECT vendor AS word FROM product`, shop.id)} AS vendors,
             ${wordsOf(Prisma.sql`SELECT unnest(tags) AS word FROM product`, shop.id)} AS "productTags",
             ${wordsOf(Prisma.sql`SELECT unnest(tags) AS word FROM customer`, shop.id)} AS "customerTags"`,
  ]);
  return {
    campaigns,
    segments,
    products: products.map(({ id: product, title }) => ({ id: String(product), name: title })),
    ...(words ?? { types: [], vendors: [], productTags: [], customerTags: [] }),
    currency: shop.currency,
    since,
    ordersSince: past ? new Date(Math.min(since.getTime(), past.startedAt.getTime() - PAST_MS)) : since,
  };
}

/** SQL: the words that are used most, in the order of the alphabet. */
const wordsOf = (words: Prisma.Sql, shopId: number) => Prisma.sql`
  ARRAY(SELECT w.word FROM (SELECT s.word FROM (${words} WHERE shop_id = ${shopId}) s WHERE s.word <> ''
                            GROUP BY s.word ORDER BY COUNT(*) DESC, s.word LIMIT ${SUGGESTED}) w ORDER BY w.word)`;

/** The screen of a new rule segment. */
export const viewNewSegment = async (shop: Shop) => ({ form: EMPTY_SEGMENT, choices: await choicesOf(shop, null) });

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
  const { archivedAt, rule, rebuildDue, builtAt, ...about } = segment;
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
    choicesOf(shop, id),
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
    // Due anew by the clock is not waiting for its first members.
    building: builtAt === null || (rebuildDue !== null && rebuildDue <= builtAt),
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
      ...groupsOf(rule as unknown as Definition, shop.currency),
    },
    rows: newest.map(({ profile, at }) => ({ handle: handles.get(profile) ?? "", since: at })),
  };
}
