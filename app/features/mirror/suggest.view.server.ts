import { z } from "zod";
import { isStorable } from "#app/core/shared/text.ts";
import { SUGGESTED, type Suggested, type Suggestion } from "#app/ui/suggestion.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";

/** More than a glance takes in: who sees so many types on. */
const MOST = 20;

const query = z.object({ what: z.enum(SUGGESTED), text: z.string().trim().max(200).refine(isStorable).catch("") });

/** SQL for each: (value, label, hint) of what there is, once for each thing that has it; the hint is searched, not shown. */
const SOURCES: Readonly<Record<Suggested, (shop: Prisma.Sql) => Prisma.Sql>> = {
  product: (shop) => Prisma.sql`SELECT id::text AS value, title AS label, handle AS hint FROM product WHERE ${shop}`,
  collection: (shop) =>
    Prisma.sql`SELECT id::text AS value, title AS label, handle AS hint FROM collection WHERE ${shop}`,
  handle: (shop) => Prisma.sql`SELECT handle AS value, handle AS label, title AS hint FROM product WHERE ${shop}`,
  path: (shop) => Prisma.sql`SELECT path AS value, path AS label, title AS hint
    FROM (SELECT '/products/' || handle AS path, title FROM product WHERE ${shop} AND handle <> ''
          UNION ALL SELECT '/collections/' || handle, title FROM collection WHERE ${shop} AND handle <> '') p`,
  type: (shop) => Prisma.sql`SELECT type AS value, type AS label, '' AS hint FROM product WHERE ${shop}`,
  vendor: (shop) => Prisma.sql`SELECT vendor AS value, vendor AS label, '' AS hint FROM product WHERE ${shop}`,
  productTag: (shop) => words(Prisma.sql`SELECT unnest(tags) AS word FROM product WHERE ${shop}`),
  customerTag: (shop) => words(Prisma.sql`SELECT unnest(tags) AS word FROM customer WHERE ${shop}`),
};
const words = (list: Prisma.Sql) => Prisma.sql`SELECT word AS value, word AS label, '' AS hint FROM (${list}) w`;

/**
 * What there is in a shop that fits what was typed so far: first what begins so, then what most have. Null = the address
 * asks for nothing that is known.
 */
export async function suggest(shopId: number, parameters: URLSearchParams): Promise<Suggestion[] | null> {
  const asked = query.safeParse({ text: "", ...Object.fromEntries(parameters) });
  if (!asked.success) return null;
  const { text } = asked.data;
  const found = await prisma.$queryRaw<Suggestion[]>`
    SELECT s.value, s.label FROM (${SOURCES[asked.data.what](Prisma.sql`shop_id = ${shopId}`)}) s
    WHERE s.label <> '' AND position(lower(${text}) IN lower(s.label || ' ' || s.hint)) > 0
    GROUP BY s.value, s.label
    ORDER BY starts_with(lower(s.label), lower(${text})) DESC, COUNT(*) DESC, s.label, s.value LIMIT ${MOST}`;
  // Carts tell of handles as they are, not as they stand in addresses.
  return asked.data.what === "handle"
    ? found.map(({ value }) => ({ value: decodeURI(value), label: decodeURI(value) }))
    : found;
}
