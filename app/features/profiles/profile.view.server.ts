import { currentCustomer, customersOfVisitors } from "#app/features/people/index.server.ts";
import { metRules, provenMemberships } from "#app/features/segments/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { Prisma, prisma } from "#app/infra/db.server.ts";
import type { Moment, ProfileLink, ProfileView } from "./screens.ts";

const SHOWN = 50;
/** "v" and a visitor's reference. */
const VISITOR = /^v[0-9a-z]{16,32}$/;

interface Identities {
  key: string;
  customer: bigint | null;
  ownedBy: string | null;
  visitorIds: string[];
}

/**
 * A profile's screen: who it is and why, its memberships with evidence, what it did. Null = this shop knows nobody of
 * that name.
 */
export async function viewProfile(shopId: number, handle: string): Promise<ProfileView | null> {
  const who = await identify(shopId, handle);
  if (!who) return null;
  const identities = [...(who.customer === null ? [] : [who.customer.toString()]), ...who.visitorIds];
  const [visitors, memberships, rules, attributes, timeline] = [
    await visitorsOf(shopId, who.visitorIds),
    await provenMemberships(shopId, [who.key], clock.now()),
    await metRules(shopId, who.key),
    await prisma.$queryRaw<ProfileView["attributes"]>`
      SELECT DISTINCT ON (name) name, value, at FROM (
        SELECT name, value, at, by FROM attribute WHERE shop_id = ${shopId} AND identity_id = ANY(${identities}::text[])
        UNION ALL
        SELECT name, value, at, order_id::text FROM order_effect
        WHERE shop_id = ${shopId} AND action = 'set' AND identity_id = ANY(${identities}::text[])) a
      ORDER BY name, at DESC, by COLLATE "C" DESC`,
    await timelineOf(shopId, who),
  ];
  return {
    handle: who.customer === null ? handle : who.key,
    ownedBy: who.ownedBy,
    visitors,
    memberships,
    rules,
    attributes,
    timeline,
  };
}

async function identify(shopId: number, handle: string): Promise<Identities | null> {
  if (VISITOR.test(handle)) {
    const visitor = await prisma.visitor.findUnique({
      where: { shopId_ref: { shopId, ref: handle.slice(1) } },
      select: { id: true },
    });
    if (!visitor) return null;
    const [owner] = await prisma.$queryRaw<{ customer: bigint }[]>`
      SELECT customer_id AS customer FROM (${customersOfVisitors(
        Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id = ${visitor.id}::uuid`,
      )}) o`;
    return {
      key: `v${visitor.id}`,
      customer: null,
      ownedBy: owner ? `c${owner.customer}` : null,
      visitorIds: [visitor.id],
    };
  }
  if (!/^c\d{1,18}$/.test(handle)) return null;
  const customer = await currentCustomer(prisma, shopId, BigInt(handle.slice(1)));
  const known =
    (await prisma.link.count({ where: { shopId, customerId: customer } })) +
    (await prisma.unlink.count({ where: { shopId, customerId: customer } })) +
    (await prisma.customer.count({ where: { shopId, id: customer } })) +
    (await prisma.order.count({ where: { shopId, customerId: customer } })) +
    (await prisma.membership.count({ where: { shopId, identity: "customer", identityId: String(customer) } }));
  if (known === 0) return null;
  const visitors = await prisma.$queryRaw<{ id: string }[]>`
    SELECT o.visitor_id AS id FROM (${customersOfVisitors(Prisma.sql`l.shop_id = ${shopId} AND l.visitor_id IN (
      SELECT visitor_id FROM link WHERE shop_id = ${shopId} AND customer_id = ${customer})`)}) o
    WHERE o.customer_id = ${customer}`;
  return { key: `c${customer}`, customer, ownedBy: null, visitorIds: visitors.map((row) => row.id) };
}

/** The visitors with every link of theirs, those that do not count included: the screen says which do. */
async function visitorsOf(shopId: number, ids: readonly string[]): Promise<ProfileView["visitors"]> {
  const visitors = await prisma.visitor.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, ref: true, firstSeen: true, lastSeen: true },
    orderBy: { lastSeen: "desc" },
  });
  const links = await prisma.$queryRaw<
    (Omit<ProfileLink, "order"> & { visitor: string; orderId: string | null; orderName: string | null })[]
  >`
    SELECT l.visitor_id::text AS visitor, l.customer_id::text AS customer, l.by, l.at, l.order_id::text AS "orderId", o.name AS "orderName"
    FROM link l LEFT JOIN "order" o ON o.shop_id = l.shop_id AND o.id = l.order_id
    WHERE l.shop_id = ${shopId} AND l.visitor_id = ANY(${ids}::uuid[])
    UNION ALL
    SELECT visitor_id::text, customer_id::text, 'parted', at, NULL, NULL FROM unlink
    WHERE shop_id = ${shopId} AND visitor_id = ANY(${ids}::uuid[])
    ORDER BY at`;
  return visitors.map(({ id, ...visitor }) => ({
    ...visitor,
    links: links
      .filter((link) => link.visitor === id)
      .map(({ customer, by, at, orderId, orderName }) => ({
        customer: `c${customer}`,
        by,
        at,
        order: orderId === null ? null : { id: orderId, name: orderName ?? orderId },
      })),
  }));
}

type MomentRow = Omit<Moment, "campaign" | "order"> & {
  campaignId: number | null;
  campaign: string | null;
  orderId: string | null;
  order: string | null;
};

/** The newest events and orders, by the index on visitors: never a scan. */
async function timelineOf(shopId: number, { visitorIds, customer }: Identities): Promise<Moment[]> {
  const rows = await prisma.$queryRaw<MomentRow[]>`
    SELECT t.*, c.name AS campaign FROM (
      (SELECT e.id::text AS id, e.at, e.kind, e.block, COALESCE(e.seconds::text, e.element, e.goal) AS detail,
              e.campaign_id AS "campaignId", e.path, NULL AS "orderId", NULL AS order
       FROM event e WHERE e.shop_id = ${shopId} AND e.visitor_id = ANY(${visitorIds}::uuid[]) AND e.origin = 'shopper'
       ORDER BY e.at DESC LIMIT ${SHOWN})
      UNION ALL
      (SELECT o.id::text, o.processed_at, 'order', NULL, NULL, NULL, NULL, o.id::text, o.name FROM "order" o
       WHERE o.shop_id = ${shopId} AND (o.customer_id = ${customer}
         OR o.ref IN (SELECT ref FROM visitor WHERE shop_id = ${shopId} AND id = ANY(${visitorIds}::uuid[])))
       ORDER BY o.processed_at DESC LIMIT ${SHOWN})) t
    LEFT JOIN campaign c ON c.shop_id = ${shopId} AND c.id = t."campaignId"
    ORDER BY t.at DESC, t.id DESC LIMIT ${SHOWN}`;
  return rows.map(({ campaignId, campaign, orderId, order, ...row }) => ({
    ...row,
    campaign: campaignId === null ? null : { id: campaignId, name: campaign ?? "a removed campaign" },
    order: orderId === null ? null : { id: orderId, name: order ?? orderId },
  }));
}
