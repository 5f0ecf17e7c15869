import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EMPTY_AUDIENCE, type AudienceForm } from "#app/contract/audience.schema.ts";
import { partVisitor } from "#app/features/people/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  idAt,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  postWebhook,
  processAll,
  settle,
  startApp,
  type TestVisitor,
} from "../support/app.ts";
import { AUDIENCES, members, PRODUCT, registers, WINDOW, type Facts, type Register } from "../support/naive.ts";
import { popupForm } from "../support/content-form.ts";

/**
 * The promise of the product: the same events, orders, logins and partings, in whatever order they arrive, repeated and
 * batched as they like, leave exactly what the rules say of them.
 */
const SHOP = "fern.myshopify.com";
const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const ORDER = JSON.parse(readFileSync("tests/fixtures/orders_create.json", "utf8")) as {
  line_items: { product_id: number }[];
};

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let campaign: number;
const segments = new Map<number, string>();

beforeAll(async () => {
  // The times of facts are exact: ties too must be broken the same way everywhere.
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  app = await startApp();
  shop = await makeShop(SHOP);
  const ending = (more: Partial<AudienceForm>) => ({ newAudience: { ...EMPTY_AUDIENCE, ...more } });
  const carted = await makeCampaign(shop.id, { name: "Carted", rules: [addTo("carted", { when: "cart" })] });
  const { id: cartedId } = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id, name: "carted" } });
  const draft = await prisma.campaign.findFirstOrThrow({ where: { shopId: shop.id, id: carted } });
  expect(draft.status).toBe("active");
  campaign = await makeCampaign(shop.id, {
    ...popupForm({ code: "TEN", email: true }),
    clickWindowDays: String(WINDOW / 24 / HOUR),
    rules: [
      addTo("clicked", { block: "button", ...ending({ endsOnOrder: true }) }),
      addTo("viewed", { when: "view", ...ending({ endsOnJoining: cartedId }) }),
      addTo("copied twice", { when: "engagement", block: "code", times: "2", ...ending({ endsAfterDays: "1" }) }),
      addTo("carted", { when: "cart" }),
      addTo("bought", { when: "order", products: String(PRODUCT) }),
    ],
  });
  for (const { id, name } of await prisma.segment.findMany({ where: { shopId: shop.id } })) segments.set(id, name);
  // What a rule removes from must exist before it can be named.
  const idOf = (name: string) => [...segments].find(([, one]) => one === name)?.[0] ?? 0;
  await addRemovals([
    { when: { on: "submit" }, variant: null, block: null, then: { do: "remove", segment: idOf("clicked") } },
    {
      when: { on: "order", products: [PRODUCT] },
      variant: null,
      block: null,
      then: { do: "remove", segment: idOf("viewed") },
    },
  ]);
  expect(AUDIENCES.map(idOf)).not.toContain(0);
});

/** Before anything names the version: a version never changes once events can. */
async function addRemovals(removals: object[]) {
  const version = await prisma.campaignVersion.findFirstOrThrow({ where: { shopId: shop.id, campaignId: campaign } });
  const settings = version.settings as { rules: object[] };
  await prisma.campaignVersion.update({
    where: { shopId_campaignId_version: { shopId: shop.id, campaignId: campaign, version: version.version } },
    data: { settings: { ...settings, rules: [...settings.rules, ...removals] } },
  });
}

afterAll(async () => {
  vi.useRealTimers();
  app.close();
  await closeDatabase();
});

/** Visitors and customers by number: each run has its own. */
const VISITORS = 3;
const hour = fc.integer({ min: 0, max: 60 });
const visitor = fc.nat(VISITORS - 1);
const plan = fc.record({
  events: fc.array(
    fc.record({
      kind: fc.constantFrom("click", "view", "copy", "copy", "submit", "cart", "dismiss" as const),
      visitor,
      hour,
      /** Several at one instant: ties. */
      twin: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  /** At most one customer signs for a visitor: a second one makes a new visitor, which is another test. */
  signed: fc.array(fc.option(fc.nat(1)), { minLength: VISITORS, maxLength: VISITORS }),
  orders: fc.array(
    fc.record({
      visitor: fc.option(visitor),
      customer: fc.option(fc.nat(1)),
      hour,
      ours: fc.boolean(),
      test: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  parted: fc.array(fc.record({ visitor, customer: fc.nat(1) }), { maxLength: 2 }),
  /** Arrival: an order of sorting, and how many go into a post. */
  arrival: fc.array(fc.nat(1_000), { minLength: 24, maxLength: 24 }),
  batch: fc.integer({ min: 1, max: 5 }),
  together: fc.boolean(),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

let customers = 5_000_000;
let orders = 9_000_000;

interface World {
  who: TestVisitor[];
  facts: Facts;
  wire: Map<string, ReturnType<typeof campaignEvent>>;
}

function makeWorld({ events, signed, orders: bought, parted }: Plan): World {
  const who = Array.from({ length: VISITORS }, makeVisitor);
  const idOf = (index: number) => who[index]?.visitor ?? "";
  const [customer] = [(customers += 2)];
  const wire: World["wire"] = new Map();
  const facts: Facts = {
    visitors: who.map((one) => one.visitor),
    events: events.map(({ kind, visitor: index, hour: ago, twin }) => {
      const at = NOW - Math.floor(ago / (twin ? 20 : 1)) * (twin ? 20 : 1) * HOUR;
      const id = idAt(at);
      wire.set(id, wireEvent(kind, { id, at }));
      return { id, visitor: idOf(index), at, kind };
    }),
    signed: signed.flatMap((one, index) =>
      one === null ? [] : [{ visitor: idOf(index), customer: customer + one, at: NOW }],
    ),
    orders: bought.map((order) => ({
      id: ++orders,
      visitor: order.visitor === null ? null : idOf(order.visitor),
      customer: order.customer === null ? null : customer + order.customer,
      at: NOW - order.hour * HOUR,
      product: order.ours ? PRODUCT : 1,
      test: order.test,
    })),
    parted: parted.map((one) => ({ visitor: idOf(one.visitor), customer: customer + one.customer })),
  };
  return { who, facts, wire };
}

function wireEvent(kind: string, more: object) {
  switch (kind) {
    case "view":
      return campaignEvent("view", campaign, { seconds: 3, ...more });
    case "copy":
      return campaignEvent("engagement", campaign, { block: "code", element: "copy", ...more });
    case "submit":
      return campaignEvent("submit", campaign, { block: "email", fields: { email: "a@b.example" }, ...more });
    case "cart":
      return campaignEvent("goal", campaign, { goal: "cart", ...more });
    default:
      return campaignEvent(kind, campaign, more);
  }
}

/** Every fact, shuffled, with repeats; events of one visitor go several to a post. */
async function deliver({ who, facts, wire }: World, { arrival, batch, together }: Plan) {
  const refOf = (id: string | null) => who.find((one) => one.visitor === id);
  const post = (from: TestVisitor, list: readonly unknown[], customer?: number) =>
    postEvents(
      app.address,
      { shop: SHOP, timestamp: NOW / 1000, ...(customer ? { customer: String(customer) } : {}) },
      makePost(from, list),
    );
  const acts: (() => Promise<unknown>)[] = [
    ...who.flatMap((one) => {
      const own = facts.events.filter((event) => event.visitor === one.visitor).map((event) => wire.get(event.id));
      const shuffled = own
        .map((event, index) => ({ event, rank: arrival[index] ?? 0 }))
        .sort((a, b) => a.rank - b.rank);
      const posts: (() => Promise<unknown>)[] = [];
      for (let at = 0; at < shuffled.length; at += batch)
        posts.push(() =>
          post(
            one,
            shuffled.slice(at, at + batch).map(({ event }) => event),
          ),
        );
      return posts;
    }),
    ...facts.signed.map((fact) => () => post(refOf(fact.visitor) ?? makeVisitor(), [pageEvent()], fact.customer)),
    ...facts.orders.map((order) => async () => {
      await postWebhook(app.address, { shop: SHOP, topic: "orders/create" }, payload(order, refOf(order.visitor)?.ref));
      if (!together) await processAll();
    }),
    ...facts.parted.map(
      ({ visitor: id, customer }) =>
        () =>
          partVisitor(shop.id, { ref: refOf(id)?.ref ?? "", customerId: BigInt(customer), together: false }),
    ),
  ];
  // A parting names a visitor that is known.
  for (const one of who) await post(one, []);
  const shuffled = acts
    .map((act, index) => ({ act, rank: arrival[index % arrival.length] ?? 0 }))
    .sort((a, b) => a.rank - b.rank);
  const repeated = [...shuffled, ...shuffled.slice(0, 3)].map(({ act }) => act);
  if (together) await Promise.all(repeated.map((act) => act()));
  else
    for (const act of repeated) {
      await act();
      // Noticed at every step: what a merge or a parting leaves behind must go with it.
      await settle();
    }
  await processAll();
  // What an order looks at once more, in case an event was being stored meanwhile.
  await prisma.order.updateMany({ where: { recreditDue: { not: null } }, data: { recreditDue: new Date(NOW) } });
  await settle();
}

const payload = (order: Facts["orders"][number], ref: string | undefined) => ({
  ...ORDER,
  id: order.id,
  name: `#${order.id}`,
  test: order.test,
  processed_at: new Date(order.at).toISOString(),
  updated_at: new Date(order.at).toISOString(),
  customer: order.customer === null ? null : { id: order.customer },
  note_attributes: ref ? [{ name: "__throughline", value: ref }] : [],
  line_items: ORDER.line_items.map((line) => ({ ...line, product_id: order.product })),
});

const stamp = (at: Date | null, id: string | null) => (at === null ? null : `${at.getTime()} ${id}`);

async function storedRegisters(visitors: readonly string[]): Promise<Record<string, Register>> {
  const rows = await prisma.membership.findMany({ where: { shopId: shop.id, identityId: { in: [...visitors] } } });
  return Object.fromEntries(
    rows.map((row) => [
      `${row.identityId} ${segments.get(row.segmentId)}`,
      {
        first: stamp(row.firstAt, row.firstEvent),
        joined: stamp(row.joinedAt, row.joinedBy),
        left: stamp(row.leftAt, row.leftBy),
      },
    ]),
  );
}

test("any order, repetition and batching of the same facts leaves what the rules say of them", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (chosen) => {
      const world = makeWorld(chosen);
      await deliver(world, chosen);
      const { facts } = world;
      expect(await storedRegisters(facts.visitors)).toEqual(registers(facts));
      const own = new Set([
        ...facts.visitors.map((one) => `v${one}`),
        ...[...facts.signed, ...facts.orders].map((one) => `c${one.customer}`),
      ]);
      const noticed = await prisma.noticed.findMany({ where: { shopId: shop.id, profile: { in: [...own] } } });
      expect(noticed.map((row) => `${row.profile} ${segments.get(row.segmentId)}`).sort()).toEqual(members(facts, NOW));
    }),
    { numRuns: 15 },
  );
});

test("entered minus left is the number of members noticed, of every audience", async () => {
  const days = await prisma.audienceDay.groupBy({ by: ["segmentId"], _sum: { entered: true, left: true } });
  expect(days.length).toBeGreaterThan(1);
  for (const { segmentId, _sum } of days) {
    const noticed = await prisma.noticed.count({ where: { shopId: shop.id, segmentId } });
    expect((_sum.entered ?? 0) - (_sum.left ?? 0)).toBe(noticed);
  }
});
