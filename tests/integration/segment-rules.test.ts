import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { meets, type ProfileFacts } from "#app/core/segments/meets.ts";
import { uuidv7 } from "#app/core/identity/uuid.ts";
import { identitiesOf } from "#app/features/segments/notice.store.server.ts";
import { everybody, membersByRule, peopleWith } from "#app/features/segments/rule-sql.store.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { COLLECTIONS, definition, history, now, PRODUCTS, SEGMENT, type History } from "../support/any-rule.ts";
import { makeShop } from "../support/app.ts";

afterAll(closeDatabase);

const id = () => uuidv7(now.getTime(), crypto.randomUUID());
let shops = 0;

/** Writes the history into the tables, and says the same as facts of each profile. */
async function store({ visitors, links, pages, acts, orders, members, attributes, mirrored }: History) {
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

  await prisma.customer.createMany({
    data: mirrored.map(({ customer: one, spent, ...row }) => ({
      shopId,
      id: BigInt(one),
      spent: BigInt(spent),
      ...row,
    })),
  });
  await prisma.product.createMany({
    data: PRODUCTS.map(({ id: one, ...row }) => ({ shopId, id: BigInt(one), ...row })),
  });
  await prisma.collection.createMany({
    data: COLLECTIONS.map(({ id: one, ...row }) => ({ shopId, id: BigInt(one), ...row })),
  });

  const known = visitors.map((_, index) => index).filter((index) => !nobody(index));
  const customers = new Set<number>(links.map((link) => link.customer));
  for (const one of mirrored) customers.add(one.customer);
  for (const { by } of orders) if ("customer" in by) customers.add(by.customer);
  const facts = new Map<string, ProfileFacts>();
  for (const profile of new Set([...known.map(profileOf), ...[...customers].map((one) => `c${one}`)])) {
    const own = new Set(known.filter((index) => profileOf(index) === profile));
    const newest = attributes
      .filter((one) => own.has(one.visitor))
      .filter((one) => greatest.get(one.visitor) === one)
      .sort((a, b) => b.at - a.at || b.visitor - a.visitor)[0];
    const mirror = mirrored.find((one) => `c${one.customer}` === profile);
    facts.set(profile, {
      tags: mirror?.tags ?? [],
      subscribed: mirror?.subscribed ?? false,
      lifetime: { orders: mirror?.orders ?? 0, spent: mirror?.spent ?? 0 },
      customer: profile.startsWith("c"),
      firstSeen: own.size ? Math.min(...[...own].map((index) => visitors[index]?.first ?? 0)) : undefined,
      lastSeen: own.size ? Math.max(...[...own].map((index) => visitors[index]?.last ?? 0)) : undefined,
      pages: pages
        .filter((page) => own.has(page.visitor) && page.counts > 1)
        .map((page) => ({
          at: page.at,
          visit: `${page.visitor} ${page.visit}`,
          path: page.path,
          ...shownBy(page.path),
        })),
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
          of: {
            type: values.map(({ product }) => PRODUCTS[product - 1]?.type ?? ""),
            vendor: values.map(({ product }) => PRODUCTS[product - 1]?.vendor ?? ""),
            tag: values.flatMap(({ product }) => PRODUCTS[product - 1]?.tags ?? []),
          },
        })),
      memberOf: new Map(memberSince.has(profile) ? [[SEGMENT, memberSince.get(profile) ?? 0]] : []),
      attributes: new Map(newest ? [["interest", newest.value]] : []),
    });
  }
  return { shopId, facts };
}

/** What is on that page, and what it is like if it is a product. */
function shownBy(path: string) {
  const parts = path.toLowerCase().split("/");
  const named = (what: string) => (parts.includes(what) ? parts[parts.indexOf(what) + 1] : undefined);
  const product = PRODUCTS.find(({ handle }) => handle === named("products"));
  const collection = product ? undefined : COLLECTIONS.find(({ handle }) => handle === named("collections"));
  return {
    shows: { ...(product ? { product: product.id } : {}), ...(collection ? { collection: collection.id } : {}) },
    of: { type: product ? [product.type] : [], vendor: product ? [product.vendor] : [], tag: product?.tags ?? [] },
  };
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
