import type { CampaignEvent, PageEvent, WireEvent } from "#app/contract/wire.ts";
import { utmOf } from "./utm.ts";
import type { Device } from "#app/core/targeting/rule.ts";
import type { Sql } from "#app/infra/db.server.ts";

/** Whose events these are. Only shoppers' count, join and earn; the others are kept apart. */
export type Origin = "shopper" | "own" | "bot" | "unusual";

interface Row {
  readonly shopId: number;
  readonly visitor: string;
  readonly device: Device;
  readonly origin: Origin;
  /** ISO 8601, as the server stamped it. */
  readonly stamped: string;
}
export type EventRow = Row & CampaignEvent & { readonly run: number };
export type PageRow = Row & PageEvent;

type CountedRow = Pick<Row, "shopId" | "device" | "origin" | "stamped"> & WireEvent;

export interface VisitorKey {
  readonly shopId: number;
  readonly visitor: string;
}
/** An event, or a visitor, of a shop. */
export const rowKey = (shopId: number, id: string): string => `${shopId} ${id}`;

const byKey =
  <T extends { shopId: number }>(id: (row: T) => string) =>
  (a: T, b: T) =>
    a.shopId - b.shopId || (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0);

/** What the merchant reads of an address that waits for them. */
const TOO_MANY = "More addresses came from one place than people send. Look at them before you send them to Shopify.";

/**
 * Writes the posts of a group within the caller's transaction: a statement a table, never one an event. Rows are sorted
 * by key, so that groups which meet wait for each other instead of locking each other out. `slot` keeps the counts of
 * writers apart that run side by side.
 */
export const eventStore = (tx: Sql, slot: number, now: Date) => ({
  /** Makes the visitors that are new, unless their reference is another's; gives the keys of those. */
  async makeVisitors(visitors: readonly (VisitorKey & { ref: string })[]): Promise<Set<string>> {
    const input = [...visitors].sort(byVisitor).map(({ shopId, visitor, ref }) => ({ shopId, visitor, ref }));
    const rows = await tx.$queryRaw<VisitorKey[]>`
      INSERT INTO visitor (shop_id, id, ref, first_seen, last_seen)
      SELECT r."shopId", r.visitor, r.ref, ${now}, ${now}
      FROM json_to_recordset(${JSON.stringify(input)}::json)
        AS r("shopId" int, visitor uuid, ref text)
      ON CONFLICT DO NOTHING RETURNING shop_id AS "shopId", id AS visitor`;
    return new Set(rows.map((row) => rowKey(row.shopId, row.visitor)));
  },

  /** Holds the visitors until the transaction ends, so that what asks for their history sees all of it. */
  async holdVisitors(visitors: readonly VisitorKey[]): Promise<Map<string, { ref: string; unusual: boolean }>> {
    const rows = await tx.$queryRaw<(VisitorKey & { ref: string; unusual: boolean })[]>`
      WITH held AS (
        SELECT v.shop_id, v.id FROM visitor v
        JOIN json_to_recordset(${JSON.stringify(visitors)}::json) AS r("shopId" int, visitor uuid)
          ON v.shop_id = r."shopId" AND v.id = r.visitor
        ORDER BY v.shop_id, v.id FOR UPDATE OF v)
      UPDATE visitor v SET last_seen = GREATEST(v.last_seen, ${now}) FROM held
      WHERE v.shop_id = held.shop_id AND v.id = held.id
      RETURNING v.shop_id AS "shopId", v.id AS visitor, v.ref, v.unusual`;
    return new Map(rows.map((row) => [rowKey(row.shopId, row.visitor), row]));
  },

  async markUnusual(visitors: readonly VisitorKey[]): Promise<void> {
    if (visitors.length === 0) return;
    await tx.$executeRaw`
      UPDATE visitor v SET unusual = true
      FROM json_to_recordset(${JSON.stringify(visitors)}::json) AS r("shopId" int, visitor uuid)
      WHERE v.shop_id = r."shopId" AND v.id = r.visitor`;
  },

  /** Page views, and their counts: only of rows that are new. */
  async storePages(pages: readonly PageRow[]): Promise<void> {
    if (pages.length === 0) return;
    const rows = [...pages].sort(byId).map(({ cart, source, ...page }) => ({
      ...page,
      cartValue: cart?.value,
      cartCount: cart?.count,
      cartProducts: cart?.products ?? [],
      referrer: source?.referrer,
      landing: source?.landing,
      utm: source && utmOf(source.query),
    }));
    await tx.$executeRaw`
      WITH fresh AS (
        INSERT INTO page (shop_id, id, visitor_id, visit_id, at, page_type, path, device, consent, origin, product_id,
                          collection_id, cart_value, cart_count, cart_products, referrer, landing, utm, held)
        SELECT r."shopId", r.id, r.visitor, r.visit, r.stamped, r."pageType", r.path, r.device, r.consent, r.origin,
               r.product, r.collection, r."cartValue", r."cartCount",
               ARRAY(SELECT jsonb_array_elements_text(r."cartProducts")::bigint), r.referrer, r.landing, r.utm, r.held
        FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS r("shopId" int, id uuid, visitor uuid, visit uuid, stamped timestamptz, "pageType" text, path text,
               device text, consent text, origin text, product bigint, collection bigint, "cartValue" bigint,
               "cartCount" int, "cartProducts" jsonb, referrer text, landing text, utm jsonb, held jsonb)
        ON CONFLICT DO NOTHING RETURNING shop_id, at, device, origin)
      INSERT INTO campaign_day AS d (shop_id, day, campaign_id, variant, kind, device, origin, slot, n)
      SELECT f.shop_id, (f.at AT TIME ZONE s.timezone)::date, 0, '', 'page', f.device, f.origin, ${slot}::int, COUNT(*)
      FROM fresh f JOIN shop s ON s.id = f.shop_id GROUP BY 1, 2, 6, 7 ORDER BY 1, 2, 6, 7
      ON CONFLICT (shop_id, campaign_id, day, variant, kind, device, origin, slot) DO UPDATE SET n = d.n + EXCLUDED.n`;
  },

  /**
   * Events, their counts, and the first exposures: only of rows that are new. Gives the keys of those. The least
   * exposure by (at, id) stands, whatever the order of arrival.
   */
  async storeEvents(events: readonly EventRow[]): Promise<Set<string>> {
    if (events.length === 0) return new Set();
    const rows = [...events].sort(byId).map((event) => ({ ...event, fields: undefined, at: undefined }));
    const fresh = await tx.$queryRaw<{ shopId: number; id: string }[]>`
      WITH input AS (
        SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS r("shopId" int, id uuid, visitor uuid, visit uuid, stamped timestamptz, kind text, campaign int,
               version int, run int, variant text, arm text, block text, element text, seconds int, goal text,
               means text, path text, device text, consent text, origin text)
      ), fresh AS (
        INSERT INTO event (shop_id, id, visitor_id, visit_id, at, received_at, kind, campaign_id, version, variant, arm,
                           block, element, seconds, goal, means, path, device, consent, origin)
        SELECT r."shopId", r.id, r.visitor, r.visit, r.stamped, ${now}, r.kind, r.campaign, r.version, r.variant,
               CASE WHEN r.kind = 'exposure' THEN COALESCE(r.arm, 'shown') END, r.block, r.element, r.seconds, r.goal,
               r.means, r.path, r.device, r.consent, r.origin
        FROM input r
        ON CONFLICT DO NOTHING
        RETURNING shop_id, id, visitor_id, at, kind, campaign_id, version, variant, arm, device, consent, origin
      ), counted AS (
        INSERT INTO campaign_day AS d (shop_id, day, campaign_id, variant, kind, device, origin, slot, n)
        SELECT f.shop_id, (f.at AT TIME ZONE s.timezone)::date, f.campaign_id, f.variant,
               CASE WHEN f.arm = 'held' THEN 'held' ELSE f.kind END, f.device, f.origin, ${slot}::int, COUNT(*)
        FROM fresh f JOIN shop s ON s.id = f.shop_id GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 3, 2, 4, 5, 6, 7
        ON CONFLICT (shop_id, campaign_id, day, variant, kind, device, origin, slot) DO UPDATE SET n = d.n + EXCLUDED.n
      ), exposed AS (
        INSERT INTO exposure AS x (shop_id, campaign_id, visitor_id, event_id, version, run, arm, at)
        SELECT DISTINCT ON (f.shop_id, f.campaign_id, f.visitor_id)
               f.shop_id, f.campaign_id, f.visitor_id, f.id, f.version, r.run, f.arm, f.at
        FROM fresh f JOIN input r ON r."shopId" = f.shop_id AND r.id = f.id
        WHERE f.kind = 'exposure' AND f.consent = 'marketing' AND f.origin = 'shopper'
        ORDER BY f.shop_id, f.campaign_id, f.visitor_id, f.at, f.id
        ON CONFLICT (shop_id, campaign_id, visitor_id) DO UPDATE
        SET event_id = EXCLUDED.event_id, version = EXCLUDED.version, run = EXCLUDED.run, arm = EXCLUDED.arm,
            at = EXCLUDED.at
        WHERE (EXCLUDED.at, EXCLUDED.event_id) < (x.at, x.event_id))
      SELECT shop_id AS "shopId", id FROM fresh`;
    return new Set(fresh.map((row) => rowKey(row.shopId, row.id)));
  },

  /**
   * Counts events that are not kept: as if they had been, and retention had dropped them since, so that a recount comes out
   * even. A repeat of one counts again.
   */
  async count(events: readonly CountedRow[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map((event) => ({
      shopId: event.shopId,
      stamped: event.stamped,
      device: event.device,
      origin: event.origin,
      ...(event.kind === "page"
        ? { campaign: 0, variant: "", kind: "page" }
        : { campaign: event.campaign, variant: event.variant, kind: event.arm === "held" ? "held" : event.kind }),
    }));
    await tx.$executeRaw`
      WITH counted AS (
        SELECT r."shopId" AS shop_id, (r.stamped AT TIME ZONE s.timezone)::date AS day, r.campaign, r.variant, r.kind,
               r.device, r.origin, COUNT(*) AS n
        FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS r("shopId" int, stamped timestamptz, campaign int, variant text, kind text, device text, origin text)
        JOIN shop s ON s.id = r."shopId" GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
      ), removed AS (
        INSERT INTO removed_day AS d (shop_id, day, campaign_id, variant, kind, device, origin, n)
        SELECT shop_id, day, campaign, variant, kind, device, origin, n FROM counted
        ON CONFLICT (shop_id, campaign_id, day, variant, kind, device, origin) DO UPDATE SET n = d.n + EXCLUDED.n)
      INSERT INTO campaign_day AS d (shop_id, day, campaign_id, variant, kind, device, origin, slot, n)
      SELECT shop_id, day, campaign, variant, kind, device, origin, ${slot}::int, n FROM counted
      ON CONFLICT (shop_id, campaign_id, day, variant, kind, device, origin, slot) DO UPDATE SET n = d.n + EXCLUDED.n`;
  },

  /**
   * What shoppers typed, apart from the events, so that it can be erased. Addresses become customers, but for the `unsure`
   * ones (by rowKey): of these the merchant decides.
   */
  async storeSubmissions(events: readonly EventRow[], unsure: ReadonlySet<string>): Promise<void> {
    const rows = events
      .filter((event) => event.fields !== undefined)
      .map((event) => ({ ...event, unsure: unsure.has(rowKey(event.shopId, event.id)) }));
    if (rows.length === 0) return;
    await tx.$executeRaw`
      INSERT INTO submission (shop_id, event_id, visitor_id, campaign_id, fields, at, sync_due, sync_error)
      SELECT r."shopId", r.id, r.visitor, r.campaign, r.fields, r.stamped,
             CASE WHEN NOT r.unsure AND r.origin = 'shopper' AND r.fields ? 'email' THEN ${now}::timestamptz END,
             CASE WHEN r.unsure THEN ${TOO_MANY} END
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r("shopId" int, id uuid, visitor uuid, campaign int, fields jsonb, stamped timestamptz, origin text,
             unsure boolean)
      ON CONFLICT DO NOTHING`;
  },

  /** The stored events of visitors with a campaign that rules with a history look at: of shoppers who allowed it. */
  async historyOf(asked: readonly (VisitorKey & { campaign: number })[]): Promise<HistoryRow[]> {
    return tx.$queryRaw`
      SELECT e.shop_id AS "shopId", e.visitor_id AS visitor, e.campaign_id AS campaign, e.version, e.id, e.at, e.kind,
             e.variant, e.block, e.element, e.goal, e.path
      FROM event e
      JOIN json_to_recordset(${JSON.stringify(asked)}::json) AS r("shopId" int, visitor uuid, campaign int)
        ON e.shop_id = r."shopId" AND e.visitor_id = r.visitor AND e.campaign_id = r.campaign
      WHERE e.kind IN ('click', 'engagement', 'submit', 'goal') AND e.consent = 'marketing' AND e.origin = 'shopper'`;
  },
});

const byVisitor = byKey<VisitorKey>((row) => row.visitor);
const byId = byKey<{ shopId: number; id: string }>((row) => row.id);

export interface HistoryRow extends VisitorKey {
  readonly campaign: number;
  readonly version: number;
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly variant: string;
  readonly block: string | null;
  readonly element: string | null;
  readonly goal: string | null;
  readonly path: string;
}
