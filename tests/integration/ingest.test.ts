import { activeCampaigns, keepContents } from "#app/features/campaigns/campaign.store.server.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import {
  campaignEvent,
  gzipped,
  idAt,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  signedQuery,
  startApp,
  type TestVisitor,
} from "../support/app.ts";

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

const post = (who: TestVisitor, events: readonly unknown[], more = {}) =>
  postEvents(app.address, { shop: SHOP }, makePost(who, events, more));
const stored = ({ visitor }: TestVisitor) =>
  prisma.event.findMany({ where: { shopId: shop.id, visitorId: visitor }, orderBy: { id: "asc" } });
const memberships = ({ visitor }: TestVisitor) =>
  prisma.membership.findMany({ where: { shopId: shop.id, identityId: visitor } });

describe("a shopper's events", () => {
  test("are stored, join the audience, and are answered with the membership; a repeat changes nothing", async () => {
    const who = makeVisitor();
    const kinds = ["exposure", "impression", "click"];
    const sent = [pageEvent(), ...kinds.map((kind) => campaignEvent(kind, campaign))];
    const { status, answer } = await post(who, sent);
    expect(status).toBe(200);
    expect(answer.rejected).toEqual([]);
    expect(answer.memberships).toEqual([{ key: expect.any(String) as string, joined: expect.any(Number) as number }]);
    expect((await stored(who)).map((event) => event.kind)).toEqual(kinds);
    expect(await memberships(who)).toMatchObject([
      { campaignId: campaign, version: 1, kind: "click", block: "button" },
    ]);
    expect(await prisma.exposure.count({ where: { shopId: shop.id, visitorId: who.visitor } })).toBe(1);

    const before = await memberships(who);
    const again = await post(who, sent);
    expect(again.status).toBe(200);
    expect(await stored(who)).toHaveLength(3);
    expect(await memberships(who)).toEqual(before);
    expect(await prisma.page.count({ where: { shopId: shop.id, visitorId: who.visitor } })).toBe(1);
  });
});

test("clicks in any order of arrival leave the same registers, with the evidence of the latest", async () => {
  const MINUTE = 60_000;
  await prisma.campaignVersion.updateMany({ data: { liveFrom: new Date(Date.now() - 60 * MINUTE) } });
  for (const order of [
    [3, 2, 1],
    [1, 3, 2],
    [2, 1, 3],
  ]) {
    const who = makeVisitor();
    for (const minutesAgo of order) {
      const at = Date.now() - minutesAgo * MINUTE;
      await post(who, [campaignEvent("click", campaign, { at, path: `/${minutesAgo}` })]);
    }
    const [register] = await memberships(who);
    expect(register).toMatchObject({ path: "/1" });
    const between = (register?.joinedAt?.getTime() ?? 0) - (register?.firstAt?.getTime() ?? 0);
    expect(Math.round(between / MINUTE)).toBe(2);
  }
});

test("without marketing consent an event only counts: no join, no exposure, no membership in the answer", async () => {
  const who = makeVisitor();
  const consent = { consent: "analytics" };
  const { answer } = await post(who, [
    campaignEvent("exposure", campaign, consent),
    campaignEvent("click", campaign, consent),
  ]);
  expect(answer.memberships).toEqual([]);
  expect(await stored(who)).toHaveLength(2);
  expect(await memberships(who)).toEqual([]);
  expect(await prisma.exposure.count({ where: { visitorId: who.visitor } })).toBe(0);
});

test("a clock that is three hours behind is put right: the server stamps the time", async () => {
  const who = makeVisitor();
  const behind = Date.now() - 3 * 3_600_000;
  await post(who, [campaignEvent("click", campaign, { at: behind, id: idAt(behind) })], { sent: behind });
  const [event] = await stored(who);
  expect(Math.abs((event?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
});

test("a paused campaign stands on the stop list; what it showed before still counts", async () => {
  const paused = await makeCampaign(shop.id, { name: "Paused", rules: [] });
  await setCampaignStatus(shop.id, paused, "paused");
  const { answer } = await post(makeVisitor(), [campaignEvent("dismiss", paused, { means: "escape" })]);
  expect(answer.stop).toEqual([paused]);
  expect(answer.rejected).toEqual([]);
});

describe("a request that Shopify did not sign so is refused with 401", () => {
  const good = () => signedQuery({ shop: SHOP });
  test.each<[string, () => string]>([
    ["another secret", () => signedQuery({ shop: SHOP, secret: "guess" })],
    ["a changed parameter", () => good().replace("fern.myshopify", "moss.myshopify")],
    ["a parameter added", () => `${good()}&x=1`],
    ["a doubled shop before", () => `shop=moss.myshopify.com&${good()}`],
    ["a doubled customer behind", () => `${good()}&logged_in_customer_id=7`],
    ["a stale timestamp", () => signedQuery({ shop: SHOP, timestamp: Date.now() / 1000 - 91 })],
    ["a timestamp ahead", () => signedQuery({ shop: SHOP, timestamp: Date.now() / 1000 + 95 })],
    ["no signature", () => good().replace(/&signature=.*/, "")],
    ["a shop that is no Shopify shop", () => signedQuery({ shop: "evil.example" })],
    ["nothing", () => ""],
  ])("%s", async (_name, query) => {
    const who = makeVisitor();
    const { status, answer } = await postEvents(app.address, query(), makePost(who, [pageEvent()]));
    expect(status).toBe(401);
    expect(answer.error).toContain("not signed by Shopify");
    expect(await prisma.visitor.count({ where: { id: who.visitor } })).toBe(0);
  });
});

describe("a body that can't be taken", () => {
  const who = makeVisitor();
  test.each<[string, number, unknown, Record<string, string>?]>([
    ["malformed JSON", 400, "{"],
    ["no JSON at all", 400, "hello"],
    ["another content type", 415, "a=b", { "Content-Type": "application/x-www-form-urlencoded" }],
    ["nothing of a post", 400, { events: [] }],
    ["51 events", 400, makePost(who, Array(51).fill(pageEvent()))],
    ["70 KB", 413, JSON.stringify(makePost(who, [])).padEnd(70_000)],
    ["a gzip bomb", 413, gzipped(" ".repeat(5_000_000)), { "Content-Encoding": "gzip" }],
    ["an unknown encoding", 415, "x", { "Content-Encoding": "br2" }],
  ])("%s is answered %i", async (_name, expected, body, headers) => {
    const { status, answer } = await postEvents(app.address, { shop: SHOP }, body, headers);
    expect(status).toBe(expected);
    expect(answer.error).toBeTruthy();
  });
});

test("a bad event is refused by its id and reason, the others count", async () => {
  const who = makeVisitor();
  const other = await makeShop("moss.myshopify.com");
  const foreign = await makeCampaign(other.id);
  const good = campaignEvent("click", campaign);
  const old = campaignEvent("click", campaign, { id: idAt(Date.now() - 8 * DAY) });
  const future = campaignEvent("click", campaign, { id: idAt(Date.now() + 2 * 3_600_000) });
  const longAgo = campaignEvent("click", campaign, { at: Date.now() - 8 * DAY });
  const unknown = campaignEvent("click", campaign, { version: 9 });
  const theirs = campaignEvent("click", foreign);
  const block = campaignEvent("click", campaign, { block: "moon" });
  const { status, answer } = await post(who, [
    good,
    old,
    future,
    longAgo,
    unknown,
    theirs,
    block,
    { kind: "click" },
    7,
  ]);
  expect(status).toBe(200);
  expect(answer.rejected.map(({ id, reason }) => [id, reason]).sort()).toEqual(
    [
      [old.id, "id_time"],
      [future.id, "id_time"],
      [longAgo.id, "id_time"],
      [unknown.id, "unknown_version"],
      [theirs.id, "unknown_version"],
      [block.id, "unknown_block"],
      ["", "malformed"],
      ["", "malformed"],
    ].sort(),
  );
  expect(Math.abs(answer.now - Date.now())).toBeLessThan(60_000);
  expect((await stored(who)).map((event) => event.id)).toEqual([good.id]);
  expect(await prisma.event.count({ where: { shopId: other.id } })).toBe(0);
});

test("a pair of id and reference that conflicts with a stored one must become a new visitor", async () => {
  const [a, b] = [makeVisitor(), makeVisitor()];
  await post(a, [pageEvent()]);
  for (const mixed of [
    { visitor: a.visitor, ref: b.ref },
    { visitor: b.visitor, ref: a.ref },
  ]) {
    const { status, answer } = await post(mixed, [campaignEvent("click", campaign)]);
    expect(status).toBe(200);
    expect(answer.newVisitor).toBe(true);
    expect(answer.memberships).toEqual([]);
  }
  expect(await stored(a)).toEqual([]);
});

test("equal ids in two shops never meet", async () => {
  const other = await makeShop("pine.myshopify.com");
  const theirs = await makeCampaign(other.id);
  const who = makeVisitor();
  const event = campaignEvent("click", campaign);
  await post(who, [event]);
  await postEvents(app.address, { shop: "pine.myshopify.com" }, makePost(who, [{ ...event, campaign: theirs }]));
  const rows = await prisma.event.findMany({ where: { id: event.id }, orderBy: { shopId: "asc" } });
  expect(rows.map((row) => [row.shopId, row.campaignId])).toEqual([
    [shop.id, campaign],
    [other.id, theirs],
  ]);
});

test("a shop that does not use the app is answered 404", async () => {
  const { status } = await postEvents(app.address, { shop: "nobody.myshopify.com" }, makePost(makeVisitor(), []));
  expect(status).toBe(404);
});

test("a content is given by its hash, to be kept for good; another shop's is not", async () => {
  await keepContents(shop.id, await activeCampaigns(shop.id));
  const { hash } = await prisma.content.findFirstOrThrow({ where: { shopId: shop.id } });
  const get = (domain: string) => fetch(`${app.address}/proxy/content/${hash}?${signedQuery({ shop: domain })}`);
  const found = await get(SHOP);
  expect(found.headers.get("cache-control")).toContain("immutable");
  expect(await found.json()).toMatchObject({
    surface: "popup",
    steps: [[{ type: "heading", text: "Hello" }, { type: "button" }]],
  });
  await makeShop("oak.myshopify.com");
  expect((await get("oak.myshopify.com")).status).toBe(404);
});

test("twenty posts of one new visitor at once: all taken, one visitor, each event once", async () => {
  const who = makeVisitor();
  const events = Array.from({ length: 20 }, () => campaignEvent("click", campaign));
  const answers = await Promise.all(events.map((event) => post(who, [event, events[0]])));
  expect(answers.map((one) => one.status)).toEqual(Array(20).fill(200));
  expect(await stored(who)).toHaveLength(20);
  expect(await memberships(who)).toHaveLength(1);
});
