import { storedDefinition } from "#app/contract/definition.schema.ts";
import { phaseOf } from "#app/core/campaigns/phase.ts";
import type { CampaignSettings, Status } from "#app/core/campaigns/settings.ts";
import { segmentsIn } from "#app/core/segments/condition.ts";
import { clock } from "#app/infra/clock.server.ts";
import { prisma, type Tx } from "#app/infra/db.server.ts";
import type { SegmentUsers } from "./screens.ts";

/** A campaign with what its phase is told by. */
export interface Planned {
  readonly id: number;
  readonly name: string;
  readonly status: Status;
  readonly schedule: CampaignSettings["schedule"];
}

/** With where it stands now, as every screen says it: what has ended is not active. */
export const withPhase = <T extends Planned>({ schedule, status, ...campaign }: T) => ({
  ...campaign,
  status: phaseOf(status, schedule, clock.now().getTime()),
});

/** What uses a segment: campaigns that target it, segments whose rules ask for its members. */
export async function usersOf(shopId: number, id: number, db: Tx | typeof prisma = prisma): Promise<SegmentUsers> {
  const [campaigns, rules] = await Promise.all([
    db.$queryRaw<Planned[]>`
      SELECT c.id, c.name, c.status, c.settings->'schedule' AS schedule FROM campaign c WHERE c.shop_id = ${shopId}
        AND EXISTS (SELECT 1 FROM campaign_segment u WHERE u.shop_id = c.shop_id AND u.campaign_id = c.id
                    AND u.segment_id = ${id} AND u.role IN ('include', 'exclude'))
      ORDER BY c.id`,
    db.segment.findMany({
      where: { shopId, kind: "rule", archivedAt: null },
      select: { id: true, name: true, rule: true },
      orderBy: { id: "asc" },
    }),
  ]);
  const segments = rules.filter(({ rule }) => segmentsIn(storedDefinition(rule)).includes(id));
  return {
    campaigns: campaigns.map(withPhase),
    segments: segments.map(({ id: other, name }) => ({ id: other, name })),
  };
}
