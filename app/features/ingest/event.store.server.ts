import type { CampaignEvent, PageEvent } from "#app/contract/wire.ts";
import type { EnrolmentRule } from "#app/core/audiences/enrol.ts";
import type { Registers } from "#app/core/audiences/law.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import type { Device } from "#app/core/targeting/rule.ts";
import { Prisma, prisma, type Tx } from "#app/infra/db.server.ts";

export interface LiveVersion {
  campaignId: number;
  version: number;
  run: number;
  settings: CampaignSettings;
  liveFrom: Date;
  liveUntil: Date | null;
  rules: EnrolmentRule<number>[];
}

/** An accepted event: stamped by the server, judged by the version it names. */
export type Stamped<E> = E & { readonly stampedAt: Date };

/** The registers of one audience after a batch, with the event that is the evidence of the latest join. */
export interface Enrolment {
  segmentId: number;
  registers: Registers;
  evidence: CampaignEvent;
}

export const versionKey = (campaignId: number, version: number): string => `${campaignId}.${version}`;

/** The versions that a post names, by `versionKey`. */
export async function loadVersions(
  shopId: number,
  named: readonly { campaign: number; version: number }[],
): Promise<Map<string, LiveVersion>> {
  if (named.length === 0) return new Map();
  const rows = await prisma.campaignVersion.findMany({
    where: { shopId, OR: named.map(({ campaign, version }) => ({ campaignId: campaign, version })) },
    select: {
      campaignId: true,
      version: true,
      run: true,
      settings: true,
      liveFrom: true,
      liveUntil: true,
      joins: { select: { when: true, block: true, action: true, segmentId: true } },
    },
  });
  return new Map(
    rows.map(({ joins, settings, ...row }) => [
      versionKey(row.campaignId, row.version),
      {
        ...row,
        settings: settings as unknown as CampaignSettings,
        rules: joins.map((join) => ({
          when: join.when as EnrolmentRule<number>["when"],
          block: join.block,
          action: join.action as EnrolmentRule<number>["action"],
          segment: join.segmentId,
        })),
      },
    ]),
  );
}

/** Writes one post of one visitor of one shop, all in the caller's transaction. */
export const eventStore = (tx: Tx, shopId: number, visitorId: string) => ({
  /** False when this (id, ref) pair conflicts with a stored one. */
  async upsertVisitor(ref: string, now: Date): Promise<boolean> {
    const rows = await tx.$queryRaw<{ ref: string }[]>`
      INSERT INTO visitor (shop_id, id, ref, first_seen, last_seen)
      VALUES (${shopId}, ${visitorId}::uuid, ${ref}, ${now}, ${now})
      ON CONFLICT DO NOTHING RETURNING ref`;
    if (rows.length === 1) return true;
    const updated = await tx.$executeRaw`
      UPDATE visitor SET last_seen = GREATEST(last_seen, ${now})
      WHERE shop_id = ${shopId} AND id = ${visitorId}::uuid AND ref = ${ref}`;
    return updated === 1;
  },

  async insertPages(pages: readonly Stamped<PageEvent>[], device: Device): Promise<void> {
    if (pages.length === 0) return;
    const rows = pages.map((page) => ({ ...page, at: page.stampedAt.toISOString() }));
    await tx.$executeRaw`
      INSERT INTO page (shop_id, id, visitor_id, visit_id, at, page_type, path, device, consent)
      SELECT ${shopId}, r.id, ${visitorId}::uuid, r.visit, r.at, r."pageType", r.path, ${device}, r.consent
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r(id uuid, visit uuid, at timestamptz, "pageType" text, path text, consent text)
      ON CONFLICT DO NOTHING`;
  },

  /** Stores the events and returns the ids of those that were new. */
  async insertEvents(events: readonly Stamped<CampaignEvent>[], device: Device, now: Date): Promise<Set<string>> {
    if (events.length === 0) return new Set();
    const rows = events.map((event) => ({ ...event, at: event.stampedAt.toISOString() }));
    const fresh = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO event (shop_id, id, visitor_id, visit_id, at, received_at, kind, campaign_id, version, variant,
                         block, means, path, device, consent)
      SELECT ${shopId}, r.id, ${visitorId}::uuid, r.visit, r.at, ${now}, r.kind, r.campaign, r.version, r.variant,
             r.block, r.means, r.path, ${device}, r.consent
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r(id uuid, visit uuid, at timestamptz, kind text, campaign int, version int, variant text,
             block text, means text, path text, consent text)
      ON CONFLICT DO NOTHING RETURNING id`;
    return new Set(fresh.map((row) => row.id));
  },

  /** The least exposure by (at, id) stands, whatever the order of arrival. */
  async keepFirstExposure(event: Stamped<CampaignEvent>, run: number): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO exposure (shop_id, campaign_id, visitor_id, event_id, version, run, arm, at)
      VALUES (${shopId}, ${event.campaign}, ${visitorId}::uuid, ${event.id}::uuid, ${event.version}, ${run}, 'shown',
              ${event.stampedAt})
      ON CONFLICT (shop_id, campaign_id, visitor_id) DO UPDATE
      SET event_id = EXCLUDED.event_id, version = EXCLUDED.version, run = EXCLUDED.run, arm = EXCLUDED.arm,
          at = EXCLUDED.at
      WHERE (EXCLUDED.at, EXCLUDED.event_id) < (exposure.at, exposure.event_id)`;
  },

  /** Folds joins into the visitor's registers (core/audiences/law). */
  async enrol(enrolments: readonly Enrolment[]): Promise<void> {
    const sorted = [...enrolments].sort((a, b) => a.segmentId - b.segmentId);
    for (const { segmentId, registers, evidence } of sorted) {
      const { first, joined } = registers;
      if (!first || !joined) continue;
      await tx.$executeRaw`
        INSERT INTO membership AS m (shop_id, segment_id, identity, identity_id, first_at, first_event, joined_at,
                                     joined_by, campaign_id, version, variant, kind, block, path)
        VALUES (${shopId}, ${segmentId}, 'visitor', ${visitorId}, ${new Date(first.at)}, ${first.id},
                ${new Date(joined.at)}, ${joined.id}, ${evidence.campaign}, ${evidence.version}, ${evidence.variant},
                ${evidence.kind}, ${evidence.block ?? null}, ${evidence.path})
        ON CONFLICT (shop_id, segment_id, identity, identity_id) DO UPDATE SET
          (first_at, first_event) = (SELECT a, i FROM (VALUES (m.first_at, m.first_event),
            (EXCLUDED.first_at, EXCLUDED.first_event)) AS v(a, i) WHERE a IS NOT NULL ORDER BY a, i COLLATE "C" LIMIT 1),
          (joined_at, joined_by, campaign_id, version, variant, kind, block, path) = (
            SELECT a, i, c, n, r, k, b, p FROM (VALUES
              (m.joined_at, m.joined_by, m.campaign_id, m.version, m.variant, m.kind, m.block, m.path),
              (EXCLUDED.joined_at, EXCLUDED.joined_by, EXCLUDED.campaign_id, EXCLUDED.version, EXCLUDED.variant,
               EXCLUDED.kind, EXCLUDED.block, EXCLUDED.path)) AS v(a, i, c, n, r, k, b, p)
            WHERE a IS NOT NULL ORDER BY a DESC, i COLLATE "C" DESC LIMIT 1)`;
    }
  },

  /** Orders of this visitor or customer whose touches a late event or link may change are credited anew. */
  async recreditOrders(ref: string, customerId: bigint | null, since: Date, now: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE "order" SET recredit_due = ${now}
      WHERE shop_id = ${shopId} AND processed_at >= ${since}
        AND (ref = ${ref} OR customer_id IN (
          SELECT customer_id FROM link WHERE shop_id = ${shopId} AND visitor_id = ${visitorId}::uuid
          ${customerId === null ? Prisma.empty : Prisma.sql`UNION SELECT ${customerId}::bigint`}))`;
  },
});

/** The visitor's memberships in segments that an active campaign uses. */
export const membershipsOf = (shopId: number, visitorId: string): Promise<{ key: string; joinedAt: Date }[]> =>
  prisma.$queryRaw`
    SELECT s.key, m.joined_at AS "joinedAt" FROM membership m
    JOIN segment s ON s.shop_id = m.shop_id AND s.id = m.segment_id
    WHERE m.shop_id = ${shopId} AND m.identity = 'visitor' AND m.identity_id = ${visitorId}
      AND m.joined_at IS NOT NULL AND (m.left_at IS NULL OR m.joined_at >= m.left_at)
      AND EXISTS (SELECT 1 FROM campaign c WHERE c.shop_id = m.shop_id AND c.status = 'active'
                  AND (c.settings->'include' @> to_jsonb(s.id) OR c.settings->'exclude' @> to_jsonb(s.id)))
    ORDER BY s.key`;

/** Campaigns that went off since `since`: the browser's stop list. */
export async function stoppedCampaigns(shopId: number, since: Date): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM campaign c WHERE c.shop_id = ${shopId} AND c.status <> 'active'
      AND EXISTS (SELECT 1 FROM campaign_version v WHERE v.shop_id = c.shop_id AND v.campaign_id = c.id
                  AND (v.live_until IS NULL OR v.live_until >= ${since}))
    ORDER BY c.id`;
  return rows.map((row) => row.id);
}
