import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { differences } from "#app/features/analytics/index.server.ts";
import { partVisitor } from "#app/features/people/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  gzipped,
  idAt,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  settle,
  signedQuery,
  startApp,
  type TestVisitor,
} from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

/** What a browser posts is a claim: it may count, join, and change what that browser sees. Nothing more. */
const SHOP = "fern.myshopify.com";
const DAY = 86_400_000;
let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let campaign: number;

beforeAll(async () => {
  app = await startApp();
  shop = await makeShop(SHOP);
  campaign = await makeCampaign(shop.id);
  const audience = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id } });
  await makeCampaign(shop.id, { name: "Follow-up", rules: [], include: [audience.id] });
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

const post = (who: TestVisitor, events: readonly unknown[], more = {}, headers = {}, customer = "") =>
  postEvents(app.address, { shop: SHOP, customer }, makePost(who, events, more), headers);
const stored = ({ visitor }: TestVisitor) => prisma.event.findMany({ where: { shopId: shop.id, visitorId: visitor } });
const members = (who: TestVisitor) => prisma.membership.count({ where: { shopId: shop.id, identityId: who.visitor } });

describe("limits", () => {
  // The clock stands still: no window of time ends in the middle.
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterAll(() => void vi.useRealTimers());

  test("the 61st post of a minute is answered 429, with the seconds to wait; another visitor is not held up", async () => {
    const who = makeVisitor();
    for (let n = 0; n < 60; n++) expect((await post(who, [])).status).toBe(200);
    const refused = await fetch(`${app.address}/proxy/events?${signedQuery({ shop: SHOP })}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(makePost(who, [])),
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBe(60 - Math.floor((Date.now() / 1000) % 60));
    expect((await post(makeVisitor(), [])).status).toBe(200);
  });

  test("past 2,000 events a day a visitor's posts are refused, whole", async () => {
    const who = makeVisitor();
    const batch = () => Array.from({ length: 50 }, () => pageEvent());
    for (let n = 0; n < 40; n++) expect((await post(who, batch())).status).toBe(200);
    expect((await post(who, [pageEvent()])).status).toBe(429);
    expect(await prisma.page.count({ where: { shopId: shop.id, visitorId: who.visitor } })).toBe(2_000);
  });

  test("past 300 new visitors an hour of one address, events are kept as unusual and count for nothing", async () => {
    const from = (address: string) => ({ "X-Forwarded-For": `${address}, 10.0.0.1` });
    await Promise.all(Array.from({ length: 300 }, () => post(makeVisitor(), [], {}, from("203.0.113.7"))));
    const who = makeVisitor();
    const { status, answer } = await post(who, [campaignEvent("click", campaign)], {}, from("203.0.113.7"));
    expect(status).toBe(200);
    expect(answer.memberships).toEqual([]);
    expect(await stored(who)).toMatchObject([{ origin: "unusual" }]);
    expect(await members(who)).toBe(0);
    // It stays so: a second post of the same visitor is no way in.
    await post(who, [campaignEvent("click", campaign)], {}, from("203.0.113.8"));
    expect(await members(who)).toBe(0);
    const usual = makeVisitor();
    await post(usual, [campaignEvent("click", campaign)], {}, from("203.0.113.9"));
    expect(await members(usual)).toBe(1);
  });
});

describe("bots and the shop's own browser are counted apart, and never attributed", () => {
  test.each<[string, object, object]>([
    ["bot", {}, { "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
    ["own", { own: true }, {}],
  ])("%s", async (origin, more, headers) => {
    const who = makeVisitor();
    const events = [campaignEvent("exposure", campaign), campaignEvent("click", campaign)];
    await post(who, events, more, headers, "77");
    expect((await stored(who)).map((event) => event.origin)).toEqual([origin, origin]);
    expect(await members(who)).toBe(0);
    expect(await prisma.exposure.count({ where: { visitorId: who.visitor } })).toBe(0);
    expect(await prisma.link.count({ where: { visitorId: who.visitor } })).toBe(0);
    const counts = await prisma.campaignDay.findMany({ where: { shopId: shop.id, origin } });
    expect(counts.map((row) => [row.kind, row.n]).sort()).toEqual([
      ["click", 1],
      ["exposure", 1],
    ]);
  });
});

describe("people", () => {
  test("a post signed for another customer makes a new visitor, and leaves the first alone", async () => {
    const who = makeVisitor();
    await post(who, [campaignEvent("click", campaign)], {}, {}, "501");
    const second = await post(who, [campaignEvent("click", campaign)], {}, {}, "502");
    expect(second.answer).toMatchObject({ newVisitor: true, memberships: [] });
    expect(await stored(who)).toHaveLength(1);
    expect((await post(who, [pageEvent()])).answer.newVisitor).toBeUndefined();
    const links = await prisma.link.findMany({ where: { visitorId: who.visitor } });
    expect(links.map((link) => link.customerId)).toEqual([501n]);
  });

  test("two customers that sign in at once on one new visitor stay two", async () => {
    const who = makeVisitor();
    const answers = await Promise.all(
      ["601", "602", "601", "602"].map((customer) => post(who, [campaignEvent("click", campaign)], {}, {}, customer)),
    );
    expect(answers.filter((one) => one.answer.newVisitor)).toHaveLength(2);
    expect(await prisma.link.count({ where: { visitorId: who.visitor } })).toBe(1);
  });

  test("the profile's memberships are answered only while its customer is signed in", async () => {
    const [phone, laptop] = [makeVisitor(), makeVisitor()];
    await post(phone, [campaignEvent("click", campaign)], {}, {}, "701");
    const signedIn = await post(laptop, [pageEvent()], {}, {}, "701");
    expect(signedIn.answer.memberships).toHaveLength(1);
    expect((await post(laptop, [pageEvent()])).answer.memberships).toEqual([]);
  });

  test("what the merchant parts stays apart: the members are two, and the customer comes as a new visitor", async () => {
    const who = makeVisitor();
    await post(who, [campaignEvent("click", campaign)], {}, {}, "801");
    await settle();
    const profiles = async () =>
      (await prisma.noticed.findMany({ where: { profile: { in: [`v${who.visitor}`, "c801"] } } })).map(
        (row) => row.profile,
      );
    expect(await profiles()).toEqual(["c801"]);
    const pair = { ref: who.ref, customerId: 801n };
    expect(await partVisitor(shop.id, { ...pair, together: false })).toBe(true);
    await settle();
    expect(await profiles()).toEqual([`v${who.visitor}`]);
    expect((await post(who, [pageEvent()], {}, {}, "801")).answer.newVisitor).toBe(true);
    expect((await post(who, [pageEvent()])).answer.newVisitor).toBeUndefined();
    await partVisitor(shop.id, { ...pair, together: true });
    await settle();
    expect(await profiles()).toEqual(["c801"]);
    expect(await partVisitor(shop.id, { ref: "nobody", customerId: 1n, together: false })).toBe(false);
  });
});

describe("hostile events: refused by id and reason, the others count", () => {
  const now = Date.now();
  const wrong: unknown[] = [null, 7, -1, 1e308, "x", [], {}, true, "\0", "\ud800", ["a"], { $gt: "" }];
  const good = () => campaignEvent("click", campaign);
  const fields = Object.keys(good());

  test.each(fields)("anything in %s", async (field) => {
    const who = makeVisitor();
    const fine = good();
    const bad = wrong.map((value) => ({ ...good(), [field]: value }));
    const { status, answer } = await post(who, [fine, ...bad]);
    expect(status).toBe(200);
    // A path or variant may be any word; what is stored is the good one, and only words.
    const kept = await stored(who);
    expect(kept.map((event) => event.id)).toContain(fine.id);
    expect(kept.length + answer.rejected.length).toBe(bad.length + 1);
    expect(kept.length).toBeLessThanOrEqual(2);
  });

  test.each<[string, () => object, string]>([
    ["an id of last year", () => ({ id: idAt(now - 365 * DAY) }), "id_time"],
    ["an id of next year", () => ({ id: idAt(now + 365 * DAY) }), "id_time"],
    ["the first id of all", () => ({ id: idAt(0) }), "id_time"],
    ["a huge version", () => ({ version: 2 ** 31 - 1 }), "unknown_version"],
    ["a block of nobody", () => ({ block: "moon" }), "unknown_block"],
    ["a view that no rule asked for", () => ({ kind: "view", block: undefined, seconds: 77 }), "unknown_threshold"],
    ["a goal that no rule names", () => ({ kind: "goal", block: undefined, goal: "cart" }), "unknown_goal"],
    ["a variant of nobody", () => ({ variant: "z" }), "unknown_variant"],
    [
      "copying a code that is not there",
      () => ({ kind: "engagement", block: "code", element: "copy" }),
      "unknown_block",
    ],
  ])("%s", async (_name, change, reason) => {
    const who = makeVisitor();
    const bad = { ...good(), ...change() };
    const { status, answer } = await post(who, [bad, good()]);
    expect(status).toBe(200);
    expect(answer.rejected).toEqual([{ id: bad.id, reason }]);
    expect(await stored(who)).toHaveLength(1);
  });

  test.each([-30, -2, 2, 30])("a clock that is %i days off is put right by the time of sending", async (days) => {
    const who = makeVisitor();
    const off = Date.now() + days * DAY;
    const { answer } = await post(who, [campaignEvent("click", campaign, { at: off - 5_000 })], { sent: off });
    expect(answer.rejected).toEqual([]);
    const [event] = await stored(who);
    expect(Math.abs((event?.at.getTime() ?? 0) - (Date.now() - 5_000))).toBeLessThan(5_000);
  });

  test.each<[string, object]>([
    ["sent before time", { sent: -1 }],
    ["sent beyond time", { sent: 1e300 }],
    ["a visitor of no kind", { visitor: "'; DROP TABLE visitor; --" }],
    ["a reference with markup", { ref: "<script>alert(1)</script>" }],
    ["a device of nobody", { device: "fridge" }],
    ["events that are none", { events: "all of them" }],
    ["an own that is a lie", { own: "yes" }],
  ])("%s: the post is refused with 400", async (_name, more) => {
    const { status, answer } = await post(makeVisitor(), [good()], more);
    expect(status).toBe(400);
    expect(answer.error).toBeTruthy();
  });

  test.each<[string, number, () => unknown, Record<string, string>]>([
    ["10 MB", 413, () => "x".repeat(10_000_000), {}],
    ["10,000 events", 413, () => makePost(makeVisitor(), Array(10_000).fill(good())), {}],
    ["10,000 small events", 400, () => makePost(makeVisitor(), Array(10_000).fill(1)), {}],
    ["a gzip bomb of 100 MB", 413, () => gzipped("0".repeat(100_000_000)), { "Content-Encoding": "gzip" }],
    ["a deep nest", 400, () => "[".repeat(30_000) + "]".repeat(30_000), {}],
    ["a polluted prototype", 400, () => '{"__proto__":{"visitor":"x"}}', {}],
  ])("%s is answered %i", async (_name, expected, body, headers) => {
    expect((await postEvents(app.address, { shop: SHOP }, body(), headers)).status).toBe(expected);
  });
});

test("a signed request that is replayed changes nothing", async () => {
  const who = makeVisitor();
  const query = signedQuery({ shop: SHOP, customer: "901" });
  const body = makePost(who, [campaignEvent("click", campaign), pageEvent()]);
  const counts = async () => ({
    events: await prisma.event.count(),
    pages: await prisma.page.count(),
    days: await prisma.campaignDay.aggregate({ _sum: { n: true } }),
    links: await prisma.link.findMany({ orderBy: [{ visitorId: "asc" }, { customerId: "asc" }] }),
    memberships: await prisma.membership.findMany({ orderBy: [{ segmentId: "asc" }, { identityId: "asc" }] }),
  });
  await postEvents(app.address, query, body);
  const before = await counts();
  for (let n = 0; n < 3; n++) expect((await postEvents(app.address, query, body)).status).toBe(200);
  expect(await counts()).toEqual(before);
});

test("an event replayed by another visitor is the first one's alone", async () => {
  const [first, thief] = [makeVisitor(), makeVisitor()];
  const event = campaignEvent("click", campaign);
  await post(first, [event]);
  await post(thief, [event]);
  expect(await stored(first)).toHaveLength(1);
  expect(await stored(thief)).toEqual([]);
  expect(await members(thief)).toBe(0);
});

test("a form's answers lie apart from its event", async () => {
  const form = await makeCampaign(shop.id, {
    name: "Form",
    ...popupForm({ email: true }),
    rules: [addTo("Signed up", { when: "submit" })],
  });
  const who = makeVisitor();
  const submit = campaignEvent("submit", form, { block: "email", fields: { email: "ada@example.com" } });
  await post(who, [submit]);
  expect(await prisma.submission.findMany({ where: { shopId: shop.id } })).toMatchObject([
    { eventId: submit.id, visitorId: who.visitor, fields: { email: "ada@example.com" } },
  ]);
  expect(
    JSON.stringify(await stored(who), (_key, value: unknown) => (typeof value === "bigint" ? "" : value)),
  ).not.toContain("ada");
  expect(await members(who)).toBe(1);
});

describe("storage has a ceiling for each address, and what is beyond is counted", () => {
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterAll(() => void vi.useRealTimers());
  const pages = () => Array.from({ length: 50 }, () => pageEvent());
  const flood = async (address: string, posts: number, headers = {}) => {
    const visitors = Array.from({ length: posts }, makeVisitor);
    for (let from = 0; from < posts; from += 25)
      await Promise.all(
        visitors.slice(from, from + 25).map(async (who) => {
          const { status, answer } = await post(who, pages(), {}, { "X-Forwarded-For": address, ...headers });
          expect([status, answer.newVisitor, answer.rejected]).toEqual([200, undefined, []]);
        }),
      );
    const ids = visitors.map(({ visitor }) => visitor);
    return {
      pages: await prisma.page.count({ where: { shopId: shop.id, visitorId: { in: ids } } }),
      visitors: await prisma.visitor.count({ where: { shopId: shop.id, id: { in: ids } } }),
    };
  };
  const counted = async (origin: string) =>
    (await prisma.campaignDay.aggregate({ where: { shopId: shop.id, kind: "page", origin }, _sum: { n: true } }))._sum
      .n ?? 0;

  test("of all its events", async () => {
    const before = await counted("unusual");
    expect(await flood("198.51.100.1", 260)).toEqual({ pages: 10_000, visitors: 200 });
    expect((await counted("unusual")) - before).toBe(3_000);
    // Another address of the same shop is not held up.
    expect(await flood("198.51.100.2", 1)).toEqual({ pages: 50, visitors: 1 });
  });

  test("of bots' a sample", async () => {
    const before = await counted("bot");
    const bot = { "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" };
    expect(await flood("198.51.100.3", 60, bot)).toMatchObject({ pages: 1_000 });
    expect((await counted("bot")) - before).toBe(3_000);
  });

  test("and a recount comes out even", async () => {
    expect(await differences()).toEqual([]);
  });
});
