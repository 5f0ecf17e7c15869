import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  EMPTY_RULE_CONDITION,
  EMPTY_SEGMENT,
  type RuleConditionForm,
  type SegmentForm,
} from "#app/features/segments/definition.form.ts";
import { groupsOf } from "#app/features/segments/definition-of-form.ts";
import type { Definition } from "#app/core/segments/condition.ts";
import { viewProfile } from "#app/features/profiles/index.server.ts";
import {
  countSegment,
  editSegment,
  noticeNext,
  readyMadeNext,
  rebuildNext,
  saveRuleSegment,
  viewRuleSegment,
} from "#app/features/segments/index.server.ts";
import { nextRebuild, ruleStore } from "#app/features/segments/rule.store.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  startApp,
  type TestVisitor,
} from "../support/app.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let other: Shop;
let campaign: number;
const ada = makeVisitor();
const bob = makeVisitor();

beforeAll(async () => {
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
  other = await makeShop("moss.myshopify.com");
  campaign = await makeCampaign(shop.id);
});
afterAll(async () => {
  app.close();
  vi.useRealTimers();
  await closeDatabase();
});

const condition = (more: Partial<RuleConditionForm>): RuleConditionForm => ({ ...EMPTY_RULE_CONDITION, ...more });
const form = (name: string, ...conditions: Partial<RuleConditionForm>[]): SegmentForm => ({
  ...EMPTY_SEGMENT,
  name,
  groups: [{ mode: "all", conditions: conditions.map(condition) }],
});
const tenTimes = <T>(one: T): T[] => Array.from({ length: 10 }, () => one);
const save = async (wanted: SegmentForm, id: number | null = null) => {
  const saved = await saveRuleSegment(shop, id, wanted);
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  return saved.id;
};
const post = (who: TestVisitor, ...events: Parameters<typeof makePost>[1]) =>
  postEvents(app.address, { shop: shop.domain }, makePost(who, events));
/** All that waits is worked out. */
const work = async () => {
  while ((await noticeNext()) || (await rebuildNext()));
};
const members = async (id: number) =>
  (await prisma.noticed.findMany({ where: { shopId: shop.id, segmentId: id }, orderBy: { profile: "asc" } })).map(
    (row) => row.profile,
  );
const people = (...who: TestVisitor[]) => who.map(({ visitor }) => `v${visitor}`).sort();

describe("a rule segment", () => {
  let teaLovers: number;
  let clickers: number;

  test("is worked out when it is saved, and counted before", async () => {
    await post(ada, pageEvent({ path: "/products/tea" }), pageEvent({ path: "/products/tea" }));
    const rule = form("Tea lovers", { subject: "viewed", text: "/products/tea", amount: "2", days: "7" });
    const { signal } = new AbortController();
    expect(await countSegment(shop, rule, signal)).toBe(1);
    expect(await countSegment(other, rule, signal)).toBe(0);
    expect(await countSegment(shop, rule, AbortSignal.abort())).toBe(null);
    teaLovers = await save(rule);
    expect((await viewRuleSegment(shop, teaLovers))?.building).toBe(true);
    await work();
    expect(await members(teaLovers)).toEqual(people(ada));
    const view = await viewRuleSegment(shop, teaLovers);
    expect(view).toMatchObject({ members: 1, entered: 1, left: 0, building: false, form: rule });
    expect(view?.rows).toMatchObject([{ handle: `v${ada.ref}` }]);
    expect((await viewProfile(shop.id, `v${ada.ref}`))?.rules).toMatchObject([{ segment: "Tea lovers" }]);
    // Saved anew it is worked out anew, and says so meanwhile.
    await save(rule, teaLovers);
    expect((await viewRuleSegment(shop, teaLovers))?.building).toBe(true);
    await work();
    expect(await viewRuleSegment(shop, teaLovers)).toMatchObject({ members: 1, entered: 1, building: false });
  });

  test("follows what people do, and what its members' segments do", async () => {
    clickers = await save(
      form(
        "Clicking tea lovers",
        { subject: "member", segment: teaLovers, amount: "0" },
        { subject: "clicked", campaign },
      ),
    );
    await work();
    expect(await members(clickers)).toEqual([]);
    await post(bob, pageEvent({ path: "/products/tea" }), campaignEvent("click", campaign));
    await post(ada, campaignEvent("click", campaign));
    await work();
    expect(await members(clickers)).toEqual(people(ada));
    await post(bob, pageEvent({ path: "/products/tea/cup" }));
    await work();
    expect(await members(teaLovers)).toEqual(people(ada, bob));
    expect(await members(clickers)).toEqual(people(ada, bob));
  });

  test("is known to the browser of its members where a campaign targets it", async () => {
    await makeCampaign(shop.id, { name: "For tea lovers", include: [clickers], rules: [] });
    const { answer } = await post(bob, pageEvent());
    const { key } = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id, id: clickers } });
    expect(answer.memberships.map((one) => one.key)).toContain(key);
    const stranger = await post(makeVisitor(), pageEvent());
    expect(stranger.answer.memberships).toEqual([]);
  });

  test("lets go of people as time goes by, with those who depend on it", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8 * DAY });
    await work();
    expect(await members(teaLovers)).toEqual([]);
    expect(await members(clickers)).toEqual([]);
    expect(await viewRuleSegment(shop, teaLovers)).toMatchObject({ members: 0, entered: 2, left: 2 });
  });

  test("can't be archived while another asks for it; an archived one is not kept current", async () => {
    const command = (id: number, intent: string) =>
      editSegment(shop, id, new Request("https://a.example", { method: "POST", body: JSON.stringify({ intent }) }));
    const refused = await command(teaLovers, "archive");
    expect(refused.init?.status).toBe(409);
    expect(refused.data).toMatchObject({ errors: { form: expect.stringContaining("Clicking tea lovers") as string } });
    await save(form("Clicking tea lovers", { subject: "clicked", campaign }), clickers);
    expect((await command(teaLovers, "archive")).data).toMatchObject({ ok: true });
    await post(ada, pageEvent({ path: "/products/tea" }), pageEvent({ path: "/products/tea" }));
    await work();
    expect(await members(teaLovers)).toEqual([]);
    await command(teaLovers, "restore");
    await work();
    expect(await members(teaLovers)).toEqual(people(ada));
    expect(await members(clickers)).toEqual(people(ada, bob));
  });

  test.each<[string, () => SegmentForm, number | null, RegExp]>([
    ["no name", () => form("", {}), null, /Give the segment a name/],
    ["a taken name", () => form("tea LOVERS", {}), null, /Names are unique/],
    ["no condition", () => ({ ...EMPTY_SEGMENT, name: "A", groups: [] }), null, /everybody would be a member/],
    ["a path of nothing", () => form("A", { subject: "viewed" }), null, /Write a path/],
    ["an amount in words", () => form("A", { subject: "spent", amount: "much" }), null, /such as 49.90/],
    [
      "another shop's segment",
      () => form("A", { subject: "member", segment: 999_999 }),
      null,
      /does not exist any more/,
    ],
    [
      "another shop's campaign",
      () => form("A", { subject: "saw", campaign: 999_999 }),
      null,
      /does not exist any more/,
    ],
    ["itself", () => form("Tea lovers", { subject: "member", segment: teaLovers }), 1, /its own members/],
    ["a name of 10 kB", () => form("x".repeat(10_000), {}), null, /at most 120/],
    ["half an emoji", () => form("\ud83d", {}), null, /can't be stored/],
  ])("%s is refused", async (_name, wanted, own, message) => {
    const saved = await saveRuleSegment(shop, own === null ? null : teaLovers, wanted());
    expect(saved.ok ? null : Object.values(saved.errors).join(" ")).toMatch(message);
  });

  test("saved while it is being worked out is worked out once more", async () => {
    await work();
    const id = await save(form("Busy", { subject: "visits" }));
    const started = await nextRebuild(new Date());
    expect(started?.id).toBe(id);
    vi.setSystemTime(Date.now() + 1_000);
    await save(form("Busy", { subject: "visits", amount: "99" }), id);
    if (started) await transaction((tx) => ruleStore(tx, shop.id, new Date()).rebuilt(started, null, []));
    expect((await viewRuleSegment(shop, id))?.building).toBe(true);
    await work();
    expect(await members(id)).toEqual([]);
  });

  test("two that are saved at once can't come to ask for one another", async () => {
    const [one, two] = [await save(form("One", {})), await save(form("Two", {}))];
    const ask = (id: number, segment: number, name: string) =>
      saveRuleSegment(shop, id, form(name, { subject: "member", segment, amount: "0" }));
    const saved = await Promise.all([ask(one, two, "One"), ask(two, one, "Two")]);
    expect(saved.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test("of another shop is nobody's", async () => {
    expect(await viewRuleSegment(other, teaLovers)).toBeNull();
    const saved = await saveRuleSegment(other, teaLovers, form("Mine", {}));
    expect(saved).toMatchObject({ ok: false });
  });

  test("of a hundred contradictory conditions is empty, and no error", async () => {
    const group = { mode: "all" as const, conditions: tenTimes(condition({ subject: "visits", amount: "2" })) };
    const none = { ...group, mode: "none" as const };
    const id = await save({
      ...EMPTY_SEGMENT,
      name: "👻 \u202enobody",
      groups: [group, group, group, group, group, none, none, none, none, none],
    });
    await work();
    expect(await members(id)).toEqual([]);
    expect((await viewRuleSegment(shop, id))?.name).toBe("👻 \u202enobody");
  });
});

test("every shop begins with seven segments, once; their forms show what they say", async () => {
  await prisma.shop.update({ where: { id: other.id }, data: { detailsAt: new Date() } });
  while (await readyMadeNext());
  await work();
  const made = await prisma.segment.findMany({ where: { shopId: other.id }, orderBy: { id: "asc" } });
  expect(made.map((one) => one.name)).toEqual([
    "New visitors",
    "Window shoppers",
    "Cart abandoners",
    "First-time buyers",
    "Repeat buyers",
    "VIP by spend",
    "Lapsing",
  ]);
  for (const { id, name, rule } of made) {
    const wanted: SegmentForm = {
      name,
      description: "",
      tags: "",
      ...groupsOf(rule as unknown as Definition, other.currency),
    };
    expect(await saveRuleSegment(other, id, wanted)).toMatchObject({ ok: true });
    const again = await prisma.segment.findFirstOrThrow({ where: { shopId: other.id, id } });
    expect(again.rule).toEqual(rule);
  }
});

test("a large segment is worked out in whole, however many steps it takes; a rule saved meanwhile begins anew", async () => {
  const many = await makeShop("large.myshopify.com");
  const visitors = Array.from({ length: 450 }, () => makeVisitor());
  await prisma.visitor.createMany({
    data: visitors.map(({ visitor: id, ref }) => ({
      shopId: many.id,
      id,
      ref,
      firstSeen: new Date(),
      lastSeen: new Date(),
    })),
  });
  await prisma.customer.createMany({
    data: Array.from({ length: 250 }, (_, at) => ({ shopId: many.id, id: BigInt(at + 1), subscribed: at % 2 === 0 })),
  });
  // One of the visitors is a customer's.
  const own = visitors[0]?.visitor ?? "";
  await prisma.link.create({ data: { shopId: many.id, visitorId: own, customerId: 1n, by: "signed", at: new Date() } });
  const saveHere = async (wanted: SegmentForm, id: number | null = null) => {
    const saved = await saveRuleSegment(many, id, wanted);
    return saved.ok ? saved.id : 0;
  };
  const noticed = async (id: number) => {
    const rows = await prisma.noticed.findMany({ where: { shopId: many.id, segmentId: id } });
    return rows.map((row) => row.profile).sort();
  };
  const seen = await saveHere(form("Seen", { subject: "firstSeen", days: "7" }));
  await prisma.noticed.create({ data: { shopId: many.id, segmentId: seen, profile: "c999", at: new Date() } });
  await work();
  expect(await noticed(seen)).toEqual([...visitors.slice(1).map(({ visitor }) => `v${visitor}`), "c1"].sort());
  const first = form("Subscribers", { subject: "firstSeen", days: "7" });
  const subscribers = await saveHere(first);
  await rebuildNext();
  vi.setSystemTime(Date.now() + 1_000);
  await saveHere(
    { ...first, groups: [{ mode: "all", conditions: [condition({ subject: "subscribed" })] }] },
    subscribers,
  );
  await work();
  expect(await noticed(subscribers)).toEqual(Array.from({ length: 125 }, (_, at) => `c${at * 2 + 1}`).sort());
});
