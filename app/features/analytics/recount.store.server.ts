import { Prisma, prisma } from "#app/infra/db.server.ts";
import { ROLLED_UP } from "#app/infra/partitions.server.ts";

export interface Difference {
  readonly shop: string;
  /** What is counted: a day's roll-up, or an audience. */
  readonly what: string;
  /** What the roll-up says, and what the rows say. */
  readonly counted: number;
  readonly found: number;
}

/**
 * Counts the raw rows again, adds what retention dropped, and gives what the roll-ups say otherwise; none = they are
 * right. Days are the shop's: after a change of its time zone the days at the change may differ. Reads everything: for
 * operators and tests, not for screens.
 */
export async function differences(): Promise<Difference[]> {
  const rows = await prisma.$queryRaw<(Omit<Difference, "what"> & { what: string })[]>`
    WITH found AS (
      SELECT r.shop_id, (r.at AT TIME ZONE s.timezone)::date AS day, ${Prisma.raw(named(ROLLED_UP.event))},
             r.device, r.origin, 1 AS n
      FROM event r JOIN shop s ON s.id = r.shop_id
      UNION ALL
      SELECT r.shop_id, (r.at AT TIME ZONE s.timezone)::date, ${Prisma.raw(ROLLED_UP.page)}, r.device, r.origin, 1
      FROM page r JOIN shop s ON s.id = r.shop_id
      UNION ALL
      SELECT shop_id, day, campaign_id, variant, kind, device, origin, n FROM removed_day
    ), counts AS (
      SELECT shop_id, day, campaign_id, variant, kind, device, origin, 0 AS counted, n AS found FROM found
      UNION ALL
      SELECT shop_id, day, campaign_id, variant, kind, device, origin, n, 0 FROM campaign_day
    )
    SELECT s.domain AS shop, CONCAT_WS(' ', c.day, 'campaign ' || c.campaign_id, c.variant, c.kind, c.device, c.origin) AS what,
           SUM(c.counted)::int AS counted, SUM(c.found)::int AS found
    FROM counts c JOIN shop s ON s.id = c.shop_id
    GROUP BY s.domain, c.day, c.campaign_id, c.variant, c.kind, c.device, c.origin
    HAVING SUM(c.counted) <> SUM(c.found) ORDER BY 1, 2`;
  const audiences = await prisma.$queryRaw<Difference[]>`
    SELECT s.domain AS shop, 'audience ' || c.segment_id AS what, SUM(c.counted)::int AS counted, SUM(c.found)::int AS found
    FROM (SELECT shop_id, segment_id, entered - "left" AS counted, 0 AS found FROM audience_day
          UNION ALL SELECT shop_id, segment_id, 0, 1 FROM noticed) c
    JOIN shop s ON s.id = c.shop_id
    GROUP BY s.domain, c.segment_id HAVING SUM(c.counted) <> SUM(c.found) ORDER BY 1, 2`;
  return [...rows, ...audiences];
}

/** The three columns of the first part of a union are named. */
const named = (columns: string) => {
  const [campaign, variant, ...kind] = columns.split(", ");
  return `${campaign} AS campaign_id, ${variant} AS variant, ${kind.join(", ")} AS kind`;
};
