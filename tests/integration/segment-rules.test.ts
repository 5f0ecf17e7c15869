import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { ACTS, EVER, type Condition, type Definition } from "#app/core/segments/condition.ts";
import { meets, type ProfileFacts } from "#app/core/segments/meets.ts";
import { uuidv7 } from "#app/core/identity/uuid.ts";
import { identitiesOf } from "#app/features/segments/notice.store.server.ts";
import { everybody, membersByRule, peopleWith } from "#app/features/segments/rule-sql.store.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop } from "../support/app.ts";

afterAll(closeDatabase);

const HOUR = 3_600_000;
const now = new Date(Math.floor(Date.now() / 1_000) * 1_000);
/** Half days ago, so that borders are hit. */
const ago = fc.integer({ min: 0, max: 30 }).map((halves) => now.getTime() - halves * 12 * HOUR);
const visitor = fc.integer({ min: 0, max: 4 });
const customer = fc.integer({ min: 1, max: 3 });
const path = fc.constantFrom("/", "/products/pot", "/Products/Tea", "/cart");
const often = fc.integer({ min: 0, max: 3 });
const days = fc.constantFrom(1, 3, 7, EVER);
const bound = fc.constantFrom("least" as const, "less" as const);
const when = fc.constantFrom("within" as const, "before" as const);

const history = fc.record({
  visitors: fc.array(fc.record({ first: ago, last: ago, unusual: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 5,
    maxLength: 5,
  }),
  links: fc.uniqueArray(fc.record({ visitor, customer }), { selector: (link) => link.visitor, maxLength: 4 }),
  pages: fc.array(
    fc.record({
      visitor,
      at: ago,
      visit: fc.integer({ min: 1, max: 3 }),
      path,
      counts: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 12 },
  ),
  acts: fc.array(
    fc.record({ visitor, at: ago, act: fc.constantFrom(...ACTS), campaign: fc.integer({ min: 1, max: 2 }) }),
    { maxLength: 12 },
  ),
  orders: fc.array(
    fc.record({
      at: ago,
      by: fc.oneof(fc.record({ visitor }), fc.record({ customer })),
      values: fc.array(fc.record({ product: fc.integer({ min: 1, max: 2 }), value: fc.integer({ min: 0, max: 50 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      campaign: fc.constantFrom(null, 1, 2),
      kind: fc.constantFrom("plain", "plain", "plain", "test", "cancelled", "foreign"),
    }),
    { maxLength: 6 },
  ),
  members: fc.uniqueArray(fc.record({ visitor, at: ago }), { selector: (member) => member.visitor, maxLength: 3 }),
  attributes: fc.array(fc.record({ visitor, at: ago, value: fc.constantFrom("tea", "pots") }), { maxLength: 4 }),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

const SEGMENT = 900_001;
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>(["customer", null]),
  fc.tuple(fc.constantFrom("first" as const, "last" as const), when, days).map((value): Condition => ["seen", value]),
  fc.tuple(bound, often, days).map((value): Condition => ["visits", value]),
  fc
    .tuple(
      fc.constantFrom("is" as const, "starts" as const, "has" as const),
      fc.constantFrom("/", "/products/", "pot"),
      bound,
      often,
      days,
    )
    .map((value): Condition => ["viewed", value]),
  fc
    .tuple(fc.constantFrom(...ACTS), fc.integer({ min: 0, max: 2 }), bound, often, days)
    .map((value): Condition => ["did", value]),
  fc
    .tuple(
      fc.constantFrom("count" as const, "total" as const, "average" as const),
      fc.integer({ min: 0, max: 2 }),
      bound,
      fc.oneof(often, fc.integer({ min: 0, max: 80 })),
      days,
    )
    .map((value): Condition => ["ordered", value]),
  fc.tuple(when, days).map((value): Condition => ["lastOrder", value]),
  fc.tuple(fc.integer({ min: 0, max: 2 }), days).map((value): Condition => ["converted", value]),
  fc.tuple(bound, fc.constantFrom(0, 12, 48)).map(([how, hours]): Condition => ["member", [SEGMENT, how, hours]]),
  fc.constantFrom("tea", "pots").map((value): Condition => ["attribute", ["interest", value]]),
);
const { definition } = fc.letrec<{ definition: Definition }>((tie) => ({
  definition: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    condition,
    fc
      .tuple(
        fc.constantFrom("all" as const, "any" as const, "none" as const),
        fc.array(tie("definition"), { maxLength: 3 }),
      )
      .map((group): Definition => group),
  ),
}));

const id = () => uuidv7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)));
let shops = 0;

/** Writes the history into the tables, and says the same as facts of each profile. */
async function store({ visitors, links, pages, acts, orders, members, attributes }: History) {
  const { id: shopId } = await makeShop(`rules-${shops++}.myshopify.com`);
  const ids = visitors.map(id);
  const idOf = (index: number) => ids[index] ?? "";
  const customerOf = new Map(links.map((link) => [link.visitor, link.customer]));
  const nobody = (index: number) => visitors[index]?.unusual === 0;
  const profileOf = (index: number) => {
    const linked = customerOf.get(index);
    return linked === undefined ? `v${idOf(index)}` : `c${linked}`;
  };
  await prisma.visitor.createMany({
    data: visitors.map((one, index) => ({
      shopId,
      id: idOf(index),
      ref: `r${index}`,
      firstSeen: new Date(one.first),
      lastSeen: new Date(one.last),
      unusual: one.unusual === 0,
    })),
  });
  await prisma.link.createMany({
    data: links.map((link) => ({
      shopId,
      visitorId: idOf(link.visitor),
      customerId: BigInt(link.customer),
      by: "signed",
      at: now,
    })),
  });
  const visit = [id(), id(), id(), id()];
  await prisma.page.createMany({
    data: pages.map((page) => ({
      shopId,
      id: id(),
      visitorId: idOf(page.visitor),
      visitId: visit[page.visit] ?? "",
      at: new Date(page.at),
      pageType: "page",
      path: page.path,
      device: "phone",
      consent: page.counts === 0 ? "analytics" : "marketing",
      origin: page.counts === 1 ? "bot" : "shopper",
      cartProducts: [],
    })),
  });
  const kinds = {
    saw: "impression",
    clicked: "click",
    engaged: "engagement",
    submitted: "submit",
    dismissed: "dismiss",
  };
  await prisma.event.createMany({
    data: acts.map((act) => ({
      shopId,
      id: id(),
      visitorId: idOf(act.visitor),
      visitId: visit[0] ?? "",
      at: new Date(act.at),
      receivedAt: now,
      kind: kinds[act.act],
      campaignId: act.campaign,
      version: 1,
      variant: "a",
      path: "/",
      device: "phone",
      consent: "marketing",
    })),
  });
  for (const [index, order] of orders.entries()) {
    const orderId = BigInt(index + 1);
    await prisma.order.create({
      data: {
        shopId,
        id: orderId,
        name: `#${index}`,
        currency: order.kind === "foreign" ? "JPY" : "USD",
        processedAt: new Date(order.at),
        updatedAt: new Date(order.at),
        cancelledAt: order.kind === "cancelled" ? now : null,
        test: order.kind === "test",
        customerId: "customer" in order.by ? BigInt(order.by.customer) : null,
        ref: "visitor" in order.by ? `r${order.by.visitor}` : null,
      },
    });
    await prisma.orderLine.createMany({
      data: order.values.map(({ product, value }, line) => ({
        shopId,
        orderId,
        id: BigInt(line + 1),
        title: "Pot",
        productId: BigInt(product),
        quantity: 1,
        current: 1,
        value: BigInt(value),
      })),
    });
    if (order.campaign !== null)
      await prisma.orderTouch.create({
        data: {
          shopId,
          orderId,
          eventId: id(),
          visitorId: idOf(0),
          visitId: visit[0] ?? "",
          campaignId: order.campaign,
          version: 1,
          variant: "a",
          kind: "click",
          path: "/",
          windowDays: 5,
          at: new Date(order.at),
        },
      });
  }
  const memberSince = new Map(members.map((member) => [profileOf(member.visitor), member.at]));
  await prisma.noticed.createMany({
    data: [...memberSince].map(([profile, at]) => ({ shopId, segmentId: SEGMENT, profile, at: new Date(at) })),
  });
  const greatest = new Map<number, (typeof attributes)[number]>();
  for (const one of attributes) if (one.at >= (greatest.get(one.visitor)?.at ?? 0)) greatest.set(one.visitor, one);
  await prisma.attribute.createMany({
    data: [...greatest.values()].map((one) => ({
      shopId,
      identity: "visitor",
      identityId: idOf(one.visitor),
      name: "interest",
      value: one.value,
      at: new Date(one.at),
      by: String(one.visitor),
    })),
  });

  const known = visitors.map((_, index) => index).filter((index) => !nobody(index));
  const customers = new Set<number>(links.map((link) => link.customer));
  for (const { by } of orders) if ("customer" in by) customers.add(by.customer);
  const facts = new Map<string, ProfileFacts>();
  for (const profile of new Set([...known.map(profileOf), ...[...customers].map((one) => `c${one}`)])) {
    const own = new Set(known.filter((index) => profileOf(index) === profile));
    const newest = attributes
      .filter((one) => own.has(one.visitor))
      .filter((one) => greatest.get(one.visitor) === one)
      .sort((a, b) => b.at - a.at || b.visitor - a.visitor)[0];
    facts.set(profile, {
      customer: profile.startsWith("c"),
      firstSeen: own.size ? Math.min(...[...own].map((index) => visitors[index]?.first ?? 0)) : undefined,
      lastSeen: own.size ? Math.max(...[...own].map((index) => visitors[index]?.last ?? 0)) : undefined,
      pages: pages
        .filter((page) => own.has(page.visitor) && page.counts > 1)
        .map((page) => ({ at: page.at, visit: `${page.visitor} ${page.visit}`, path: page.path })),
      acts: acts.filter((act) => own.has(act.visitor)),
      orders: orders
        .filter(({ kind, by }) => {
          if (kind !== "plain") return false;
          return "customer" in by ? `c${by.customer}` === profile : own.has(by.visitor);
        })
        .map(({ at, values, campaign }) => ({
          at,
          value: values.reduce((sum, { value }) => sum + value, 0),
          products: values.map(({ product }) => product),
          campaigns: campaign === null ? [] : [campaign],
        })),
      memberOf: new Map(memberSince.has(profile) ? [[SEGMENT, memberSince.get(profile) ?? 0]] : []),
      attributes: new Map(newest ? [["interest", newest.value]] : []),
    });
  }
  return { shopId, facts };
}

test("the database decides any rule on any history as the rule is written", async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.array(definition, { minLength: 6, maxLength: 10 }), async (given, definitions) => {
      const { shopId, facts } = await store(given);
      for (const rule of definitions) {
        const expected = [...facts].filter(([, one]) => meets(rule, one, now.getTime())).map(([profile]) => profile);
        // Of everybody at once, and of profiles that are asked for by name.
        const named = peopleWith(shopId, identitiesOf(shopId, [...facts.keys()]));
        for (const people of [everybody(shopId), named]) {
          const rows = await prisma.$queryRaw<{ profile: string }[]>(membersByRule(rule, people, { shopId, now }));
          expect(rows.map((row) => row.profile).sort(), JSON.stringify(rule)).toEqual(expected.sort());
        }
        if (expected.length > 0 && expected.length < facts.size) some++;
      }
    }),
    { numRuns: 60 },
  );
  // The test would say little if rules held for all or nobody.
  expect(some).toBeGreaterThan(60);
});
