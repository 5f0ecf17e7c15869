import type { CampaignEvent, EventAnswer } from "#app/contract/wire.ts";
import { WEEK } from "#app/core/events/stamp.ts";
import { linkStore, mergedCustomers, noteTouched } from "#app/features/people/index.server.ts";
import { membershipsFor, type AnsweredMembership } from "#app/features/segments/index.server.ts";
import { shopsByDomain, type Shop } from "#app/features/shops/index.server.ts";
import { clock } from "#app/infra/clock.server.ts";
import { eventsTotal } from "#app/infra/metrics.server.ts";
import { hotTransaction, type Sql } from "#app/infra/transaction.server.ts";
import { enrolmentStore } from "./enrolment.store.server.ts";
import { asksOfEvents, asksOfHistory, fold } from "./enrolments.ts";
import { eventStore, rowKey, type EventRow, type Origin, type PageRow } from "./event.store.server.ts";
import {
  acceptable,
  fitEvents,
  isCampaignEvent,
  isPageEvent,
  stampEvents,
  type Arrival,
  type Judged,
  type Versions,
} from "./judge-posts.ts";
import { isBeyondSample, isOneTooMany, signsUpTooMany } from "./limits.server.ts";
import { stoppedCampaigns } from "./stop-list.store.server.ts";
import { campaignKey, versionsOf } from "./version.store.server.ts";

export type Outcome = { readonly ok: true; readonly answer: EventAnswer } | { readonly ok: false };

/**
 * Applies a group of posts in one transaction and answers each: judges every event by itself, stores those that count,
 * and works out what their rules ask for. A repeat of a post, or of an event, changes nothing. `slot` keeps the counts
 * of groups apart that run side by side. Resolves only after the commit.
 */
export async function applyPosts(arrivals: readonly Arrival[], slot: number): Promise<Outcome[]> {
  const now = clock.now();
  const shops = await shopsByDomain([...new Set(arrivals.map((one) => one.caller.shop))]);
  const stamped = (await signedByCurrent(arrivals, shops)).map((arrival) =>
    stampEvents(arrival, shops.get(arrival.caller.shop)),
  );
  const versions = await versionsOf(
    stamped.flatMap(
      (one) => one?.events.filter(isCampaignEvent).map((event) => ({ ...event, shopId: one.shopId })) ?? [],
    ),
    now,
  );
  const judged = stamped.map((one) => one && fitEvents(one, versions));
  const posts = judged.filter((one) => one !== null);
  const accepted = await hotTransaction((tx) => store(tx, posts, { versions, slot, now }));
  const memberships = await membershipsFor(
    posts
      .filter((one) => one.marketing && accepted.has(one))
      .map(({ shopId, visitor, caller }) => ({ shopId, visitor, customerId: caller.customerId })),
    now,
  );
  const stops = await stoppedCampaigns([...new Set(posts.map((one) => one.shopId))], new Date(now.getTime() - WEEK));
  for (const one of posts) {
    eventsTotal.inc({ outcome: accepted.has(one) ? "accepted" : "new_visitor" }, one.events.length);
    for (const { reason } of one.rejected) eventsTotal.inc({ outcome: reason });
  }
  return judged.map((one) =>
    one ? { ok: true, answer: answerOf(one, accepted.has(one), memberships, stops) } : { ok: false },
  );
}

/** Shopify may still sign for a customer that was merged into another: the post is the other's. */
async function signedByCurrent(arrivals: readonly Arrival[], shops: ReadonlyMap<string, Shop>): Promise<Arrival[]> {
  const merged = await mergedCustomers(
    arrivals.flatMap(({ caller: { shop, customerId } }) => {
      const shopId = shops.get(shop)?.id;
      return shopId === undefined || customerId === null ? [] : [{ shopId, customerId }];
    }),
  );
  return arrivals.map((arrival) => {
    const { shop, customerId } = arrival.caller;
    const current = merged.get(`${shops.get(shop)?.id} ${customerId}`) ?? customerId;
    return current === customerId ? arrival : { ...arrival, caller: { ...arrival.caller, customerId: current } };
  });
}

interface Context {
  readonly versions: Versions;
  readonly slot: number;
  readonly now: Date;
}

/** Gives the posts that were accepted; the others must come again as a new visitor. */
async function store(tx: Sql, posts: readonly Judged[], { versions, slot, now }: Context): Promise<Set<Judged>> {
  const rows = eventStore(tx, slot, now);
  const links = linkStore(tx);
  const [excess, within] = [posts.filter((one) => one.excess), posts.filter((one) => !one.excess)];
  const visitors = distinct(within);
  const keys = visitors.map(({ shopId, visitor }) => ({ shopId, visitor }));
  const made = await rows.makeVisitors(visitors.map(({ post, ...key }) => ({ ...key, ref: post.ref })));
  const strange = visitors.filter(
    ({ shop, address, post, ...key }) =>
      made.has(rowKey(key.shopId, key.visitor)) && isOneTooMany(post, shop.domain, address, 1, now),
  );
  await rows.markUnusual(strange.map(({ shopId, visitor }) => ({ shopId, visitor })));
  const held = await rows.holdVisitors(keys);
  const accepted = acceptable(
    within.filter((one) => held.get(rowKey(one.shopId, one.visitor))?.ref === one.post.ref),
    within.some((one) => one.caller.customerId !== null) ? await links.claimsOf(keys) : [],
  );
  const originOf = ({ bot, post, ...key }: Judged): Origin =>
    bot ? "bot" : post.own ? "own" : held.get(rowKey(key.shopId, key.visitor))?.unusual ? "unusual" : "shopper";

  const pages: PageRow[] = [];
  const events = new Map<string, EventRow>();
  const unsure = new Set<string>();
  const onlyCounted = excess.map((one) => [one, one.bot ? "bot" : "unusual"] as const);
  for (const one of accepted) {
    const origin = originOf(one);
    if (origin === "unusual" || origin === "bot")
      if (isBeyondSample(one.post, one.shop.domain, one.address, one.events.length, now)) {
        onlyCounted.push([one, origin]);
        continue;
      }
    const signUps = one.events.filter((event) => isCampaignEvent(event) && event.fields?.["email"] !== undefined);
    if (origin === "shopper" && signUps.length > 0)
      if (signsUpTooMany(one.post, one.visitor, one.shop.domain, one.address, signUps.length, now))
        for (const { id } of signUps) unsure.add(rowKey(one.shopId, id));
    const about = { shopId: one.shopId, visitor: one.visitor, device: one.post.device, origin };
    for (const event of one.events)
      if (isPageEvent(event)) pages.push({ ...event, ...about });
      else if (isCampaignEvent(event) && !events.has(rowKey(one.shopId, event.id)))
        events.set(rowKey(one.shopId, event.id), { ...event, ...about, run: runOf(event, one.shopId) });
  }
  await rows.count(
    onlyCounted.flatMap(([{ shopId, post, events }, origin]) =>
      events.map((event) => ({ ...event, shopId, device: post.device, origin })),
    ),
  );
  await rows.storePages(pages);
  const fresh = await rows.storeEvents([...events.values()]);
  const stored = [...events].filter(([key]) => fresh.has(key)).map(([, event]) => event);
  await rows.storeSubmissions(stored, unsure);

  const counting = stored.filter((event) => event.consent === "marketing" && event.origin === "shopper");
  const historic = counting.filter((event) => versions.get(campaignKey(event))?.needsHistory);
  const effects = asksOfEvents(counting, versions);
  if (historic.length > 0) effects.push(...asksOfHistory(await rows.historyOf(distinctHistories(historic)), versions));
  const { enrolments, attributes } = fold(effects);
  const enrolment = enrolmentStore(tx);
  await enrolment.enrol(enrolments);
  await enrolment.setAttributes(attributes);

  const signed = accepted.filter(
    (one) => one.marketing && originOf(one) === "shopper" && one.caller.customerId !== null,
  );
  await links.signed(
    signed.map(({ shopId, visitor, caller }) => ({
      shopId,
      visitor,
      customerId: caller.customerId ?? 0n,
      at: caller.signedAt,
    })),
  );
  // Rules of segments ask for pages and for every kind of event.
  const viewed = pages.filter((page) => page.consent === "marketing" && page.origin === "shopper");
  const touched = distinct([...enrolments, ...counting, ...viewed, ...signed]);
  await noteTouched(
    tx,
    touched.map(({ shopId, visitor }) => ({ shopId, identity: "visitor", id: visitor })),
  );
  return new Set([...accepted, ...excess]);

  function runOf(event: CampaignEvent, shopId: number): number {
    return versions.get(campaignKey({ ...event, shopId }))?.versions.get(event.version)?.run ?? 1;
  }
}

const distinct = <T extends { shopId: number; visitor: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [rowKey(item.shopId, item.visitor), item])).values(),
];
const distinctHistories = (events: readonly EventRow[]) => [
  ...new Map(
    events.map(({ shopId, visitor, campaign }) => [
      `${rowKey(shopId, visitor)} ${campaign}`,
      { shopId, visitor, campaign },
    ]),
  ).values(),
];

function answerOf(
  { shop, visitor, receivedAt, rejected, marketing }: Judged,
  accepted: boolean,
  memberships: readonly AnsweredMembership[],
  stops: ReadonlyMap<number, number[]>,
): EventAnswer {
  const own =
    marketing && accepted ? memberships.filter((one) => one.shopId === shop.id && one.visitor === visitor) : [];
  return {
    now: receivedAt.getTime(),
    index: shop.publishDone,
    stop: stops.get(shop.id) ?? [],
    memberships: own.map(({ key, joinedAt, until }) => ({
      key,
      joined: joinedAt.getTime(),
      ...(until ? { until: until.getTime() } : {}),
    })),
    rejected,
    ...(accepted ? {} : { newVisitor: true as const }),
  };
}
