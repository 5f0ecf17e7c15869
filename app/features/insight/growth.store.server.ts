import { prisma } from "#app/infra/db.server.ts";
import { daysBefore } from "#app/infra/wall-time.ts";
import type { Growth } from "./screens.ts";

/** How a segment grew in the days until today (the shop's date), and in as many before. Roll-ups only. */
export async function growthOf(shopId: number, id: number, days: number, today: string): Promise<Growth> {
  const from = daysBefore(today, days - 1);
  const [each, [before]] = await Promise.all([
    prisma.$queryRaw<Growth["days"]>`
      SELECT to_char(g.d, 'YYYY-MM-DD') AS day, COALESCE(a.entered, 0)::int AS entered, COALESCE(a."left", 0)::int AS left
      FROM generate_series(${from}::date, ${from}::date + ${days - 1}::int, interval '1 day') AS g(d)
      LEFT JOIN audience_day a ON a.shop_id = ${shopId} AND a.segment_id = ${id} AND a.day = g.d::date
      ORDER BY g.d`,
    prisma.$queryRaw<Growth["before"][]>`
      SELECT COALESCE(SUM(entered), 0)::int AS entered, COALESCE(SUM("left"), 0)::int AS left FROM audience_day
      WHERE shop_id = ${shopId} AND segment_id = ${id} AND day >= ${daysBefore(from, days)}::date AND day < ${from}::date`,
  ]);
  return { days: each, before: before ?? { entered: 0, left: 0 } };
}
