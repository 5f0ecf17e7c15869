import { unsentAnswers } from "#app/features/answers/index.server.ts";
import { importsOf } from "#app/features/mirror/index.server.ts";
import { COUNTED } from "#app/features/orders/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import { daysBefore } from "#app/infra/wall-time.ts";
import type { Finding, HomeView, Steps, Stretch } from "./screens.ts";

const STRETCHES = [
  { days: 7, ago: 0 },
  { days: 7, ago: 7 },
  { days: 30, ago: 0 },
  { days: 30, ago: 30 },
];
/** An audience that nobody entered for so long has stopped growing. */
const STALLED_DAYS = 14;

/** What a merchant looks at in the morning. `today` is the shop's date. State and roll-up tables only. */
export async function viewHome(shop: { id: number; timezone: string }, today: string): Promise<HomeView> {
  const [steps, findings, imports, unsent, ...stretches] = await Promise.all([
    stepsOf(shop.id),
    findingsOf(shop.id, daysBefore(today, STALLED_DAYS)),
    importsOf(shop.id),
    unsentAnswers(shop.id),
    ...STRETCHES.map((stretch) => stretchOf(shop, stretch, today)),
  ]);
  return { steps, findings, stretches, unsent, imports: imports.filter(({ state }) => state !== "done") };
}

async function stepsOf(shopId: number): Promise<Steps> {
  const [row] = await prisma.$queryRaw<Steps[]>`
    SELECT EXISTS (SELECT 1 FROM campaign_day WHERE shop_id = ${shopId} AND campaign_id = 0) AS embedded,
           EXISTS (SELECT 1 FROM campaign WHERE shop_id = ${shopId} AND status = 'active') AS active,
           EXISTS (SELECT 1 FROM audience_day d JOIN segment s ON s.shop_id = d.shop_id AND s.id = d.segment_id
                   WHERE d.shop_id = ${shopId} AND s.kind = 'audience' AND d.entered > 0) AS member,
           EXISTS (SELECT 1 FROM campaign_segment u
                   JOIN campaign c ON c.shop_id = u.shop_id AND c.id = u.campaign_id AND c.status = 'active'
                   JOIN segment s ON s.shop_id = u.shop_id AND s.id = u.segment_id AND s.kind = 'audience'
                   WHERE u.shop_id = ${shopId} AND u.role = 'include') AS "followUp",
           EXISTS (SELECT 1 FROM credit WHERE shop_id = ${shopId} AND amount > 0) AS credited`;
  return row ?? { embedded: false, active: false, member: false, followUp: false, credited: false };
}

async function stretchOf(
  { id, timezone }: { id: number; timezone: string },
  stretch: Pick<Stretch, "days" | "ago">,
  today: string,
): Promise<Stretch> {
  const from = daysBefore(today, stretch.ago + stretch.days - 1);
  /** The day after its last. */
  const until = daysBefore(today, stretch.ago - 1);
  const placed = Prisma.sql`o.shop_id = ${id} AND o.processed_at >= ${from}::date::timestamp AT TIME ZONE ${timezone}
    AND o.processed_at < ${until}::date::timestamp AT TIME ZONE ${timezone}`;
  const [row] = await prisma.$queryRaw<Omit<Stretch, "days" | "ago">[]>`
    SELECT COALESCE(SUM(d.n) FILTER (WHERE d.kind = 'page'), 0)::int AS pages,
           COALESCE(SUM(d.n) FILTER (WHERE d.kind = 'impression'), 0)::int AS impressions,
           COALESCE(SUM(d.n) FILTER (WHERE d.kind = 'click'), 0)::int AS clicks,
           (SELECT COALESCE(SUM(a.entered), 0)::int FROM audience_day a
            JOIN segment s ON s.shop_id = a.shop_id AND s.id = a.segment_id AND s.kind = 'audience'
            WHERE a.shop_id = ${id} AND a.day >= ${from}::date AND a.day < ${until}::date) AS entered,
           (SELECT COUNT(DISTINCT o.id)::int FROM "order" o JOIN credit k ON k.shop_id = o.shop_id AND k.order_id = o.id
            WHERE ${placed}) AS orders,
           (SELECT COALESCE(SUM(k.amount), 0)::text FROM "order" o
            JOIN credit k ON k.shop_id = o.shop_id AND k.order_id = o.id AND ${COUNTED}
            WHERE ${placed}) AS credited
    FROM campaign_day d
    WHERE d.shop_id = ${id} AND d.day >= ${from}::date AND d.day < ${until}::date AND d.origin = 'shopper'`;
  return { ...stretch, ...(row ?? { pages: 0, impressions: 0, clicks: 0, entered: 0, orders: 0, credited: "0" }) };
}

const findingsOf = (shopId: number, since: string): Promise<Finding[]> =>
  prisma.$queryRaw`
    WITH audience AS (
      SELECT s.id, s.name,
             EXISTS (SELECT 1 FROM campaign_segment u WHERE u.shop_id = s.shop_id AND u.segment_id = s.id
                       AND u.role IN ('include', 'exclude')) AS used,
             EXISTS (SELECT 1 FROM campaign_segment u
                     JOIN campaign c ON c.shop_id = u.shop_id AND c.id = u.campaign_id AND c.status = 'active'
                       AND COALESCE((c.settings #>> '{schedule,until}')::bigint > ${Math.floor(clock.now().getTime() / 1_000)}::bigint, true)
                     WHERE u.shop_id = s.shop_id AND u.segment_id = s.id AND u.role = 'add') AS fed,
             COALESCE((SELECT SUM(d.entered) FROM audience_day d
                       WHERE d.shop_id = s.shop_id AND d.segment_id = s.id AND d.day < ${since}::date), 0) AS before,
             COALESCE((SELECT SUM(d.entered) FROM audience_day d
                       WHERE d.shop_id = s.shop_id AND d.segment_id = s.id AND d.day >= ${since}::date), 0) AS lately
      FROM segment s WHERE s.shop_id = ${shopId} AND s.kind = 'audience' AND s.archived_at IS NULL)
    SELECT id, name, CASE WHEN NOT fed THEN 'unfed' WHEN before > 0 AND lately = 0 THEN 'stalled' ELSE 'untargeted' END AS kind
    FROM audience
    WHERE NOT fed OR (before > 0 AND lately = 0) OR (NOT used AND before + lately > 0)
    ORDER BY id DESC LIMIT 5`;
