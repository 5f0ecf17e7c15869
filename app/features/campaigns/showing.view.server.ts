import { prisma } from "#app/infra/db.server.ts";
import type { Showing } from "./screens.ts";

/** How many campaigns shoppers see, and how many were stopped together and wait to be shown again. */
export async function viewShowing(shopId: number): Promise<Showing> {
  const [row] = await prisma.$queryRaw<Showing[]>`
    SELECT COUNT(*) FILTER (WHERE status = 'active')::int AS active,
           COUNT(*) FILTER (WHERE stopped_at IS NOT NULL)::int AS stopped, MIN(stopped_at) AS "stoppedAt"
    FROM campaign WHERE shop_id = ${shopId}`;
  return row ?? { active: 0, stopped: 0, stoppedAt: null };
}
