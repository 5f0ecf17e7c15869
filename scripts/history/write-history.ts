/**
 * Writes the past of a shop by running events and orders through the slices' own services, one moment after the other,
 * with the app's clock set to it. The same `seed` and `end` leave the same facts.
 */
import { CART_ATTRIBUTE } from "../../app/contract/wire.ts";
import { eventPost } from "../../app/contract/wire.schema.ts";
import { saveCampaign } from "../../app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "../../app/features/campaigns/set-status.server.ts";
import { applyPosts } from "../../app/features/ingest/apply-posts.server.ts";
import { recreditNext, registerOrder } from "../../app/features/orders/index.server.ts";
import { noticeNext, readyMadeNext, rebuildNext } from "../../app/features/segments/index.server.ts";
import { saveShopDetails } from "../../app/features/shops/index.server.ts";
import { clock } from "../../app/infra/clock.server.ts";
import { prisma } from "../../app/infra/db.server.ts";
import { tendEmbedded, turnPartitions } from "../../app/infra/lifecycle.server.ts";
import { transaction } from "../../app/infra/transaction.server.ts";
import { customerOf, placeOrder } from "../../sandbox/shop/orders.ts";
import type { World } from "../../sandbox/world.ts";
import { PLAN } from "./campaigns.ts";
import { play, type LiveCampaign, type Played } from "./events.ts";
import { chances, DAY, visitsOf, type Chances, type Visit } from "./shoppers.ts";

export interface HistoryOptions {
  /** The last moment of it. */
  readonly end: number;
  readonly days: number;
  readonly shoppers: number;
  readonly seed: number;
  /** Told after each day. */
  readonly onDay: (day: number) => void;
}

/** Visits that are applied in one go: within them nobody comes twice. */
const TOGETHER = 500;

/** Gives how much there is of everything. */
export async function writeHistory(world: World, { end, days, shoppers, seed, onDay }: HistoryOptions) {
  const start = end - days * DAY;
  const chance = chances(seed);
  const { domain, ...details } = world.state.shop;
  setClock(start);
  await turnPartitions();
  const shop = await saveShopDetails(domain, details, clock.now());
  while (await readyMadeNext());
  const visits = visitsOf(chance, { start, days, shoppers }).filter(({ at }) => at < end);
  const live: LiveCampaign[] = [];
  const counts = { visits: visits.length, events: 0, orders: 0 };
  let next = 0;
  for (let day = 0; day < days; day++) {
    setClock(start + day * DAY);
    for (const campaign of PLAN) if (campaign.starts === day) live.unshift(await launch(shop.id, campaign));
    if (day % 30 === 0) await turnPartitions();
    if (day % 15 === 0) await tendEmbedded();
    // What time alone changes, the app looks at every hour; here it is enough once a day, as plots show days.
    while (await rebuildNext(false));
    while (next < visits.length && (visits[next]?.at ?? 0) < start + (day + 1) * DAY) {
      const group = groupFrom(visits, next, start + (day + 1) * DAY);
      next += group.length;
      const played = group.map((visit) => play(chance, visit, live));
      counts.events += await post(domain, group, played);
      counts.orders += await buy(world, shop.id, chance, { group, played });
    }
    while (await noticeNext());
    if (day % 3 === 2) await settle();
    onDay(day + 1);
  }
  setClock(end);
  await settle();
  while (await rebuildNext(false));
  return counts;
}

/** Credits anew what came since, and notices what follows from it. */
async function settle(): Promise<void> {
  do while (await recreditNext());
  while (await noticeNext());
}

const setClock = (at: number) => {
  clock.now = () => new Date(at);
};

/** The next visits, of the same day, each of somebody else. */
function groupFrom(visits: readonly Visit[], from: number, until: number): Visit[] {
  const group: Visit[] = [];
  const there = new Set<number>();
  for (const visit of visits.slice(from, from + TOGETHER)) {
    if (visit.at >= until || there.has(visit.shopper.number)) break;
    there.add(visit.shopper.number);
    group.push(visit);
  }
  return group;
}

async function launch(shopId: number, planned: (typeof PLAN)[number]): Promise<LiveCampaign> {
  const segments = await prisma.segment.findMany({
    where: { shopId, name: { in: [...planned.to] } },
    select: { id: true, key: true },
  });
  const saved = await saveCampaign(shopId, null, { ...planned.form, include: segments.map(({ id }) => id) });
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  await setCampaignStatus(shopId, saved.id, "active");
  const blocks = planned.form.variants.flatMap(({ steps }) => steps.flat());
  return {
    ...planned,
    id: saved.id,
    keys: segments.map(({ key }) => key),
    block: blocks.find(({ type }) => type !== "heading")?.name ?? "",
    seconds: Number(planned.form.rules.find(({ when }) => when === "view")?.seconds ?? 3),
  };
}

/** One post a visit, signed for who is logged in; what is answered decides what the shopper is shown next. */
async function post(domain: string, group: readonly Visit[], played: readonly Played[]): Promise<number> {
  const last = Math.max(...played.map(({ end }) => end));
  setClock(last);
  const outcomes = await applyPosts(
    group.map(({ shopper }, index) => {
      const { events = [], end = last } = played[index] ?? {};
      const { visitor, ref, device, customer } = shopper;
      return {
        caller: { shop: domain, customerId: customer, signedAt: new Date(end) },
        post: eventPost.parse({ sent: end, visitor, ref, device, events }),
        address: null,
        bot: false,
        receivedAt: new Date(end),
      };
    }),
    0,
  );
  outcomes.forEach((outcome, index) => {
    if (!outcome.ok || outcome.answer.rejected.length > 0) throw new Error(JSON.stringify(outcome));
    const shopper = group[index]?.shopper;
    if (shopper) shopper.memberships = new Set(outcome.answer.memberships.map(({ key }) => key));
  });
  return played.reduce((sum, { events }) => sum + events.length, 0);
}

interface Shopping {
  readonly group: readonly Visit[];
  readonly played: readonly Played[];
}

/** Places the orders of these visits; a few are cancelled an hour later. */
async function buy(world: World, shopId: number, chance: Chances, { group, played }: Shopping): Promise<number> {
  const orders = group.flatMap(({ shopper }, index) => {
    const { bought = [], end = 0 } = played[index] ?? {};
    if (bought.length === 0) return [];
    const customer = customerOf(world, shopper.email, `Shopper ${shopper.number}`);
    shopper.customer = BigInt(customer.id);
    const cart = {
      token: shopper.ref,
      items: [...bought],
      attributes: shopper.consent === "marketing" ? { [CART_ATTRIBUTE]: shopper.ref } : ({} as Record<string, string>),
    };
    const payload = placeOrder(world, cart, customer, cart.token, new Date(end));
    if (chance.happens(0.02)) Object.assign(payload, { cancelled_at: new Date(end + 3_600_000).toISOString() });
    return [{ payload, at: new Date(end) }];
  });
  await transaction(async (tx) => {
    for (const { payload, at } of orders)
      await registerOrder(tx, shopId, { body: JSON.stringify(payload), triggeredAt: at }, at);
  });
  return orders.length;
}
