import { afterAll, beforeAll, expect, test } from "vitest";
import { viewHome } from "#app/features/home/index.server.ts";
import { viewProfile } from "#app/features/profiles/index.server.ts";
import { EMPTY_RULE } from "#app/features/campaigns/rule.form.ts";
import { readListQuery } from "#app/features/segments/list-query.ts";
import { EMPTY_RULE_CONDITION, EMPTY_SEGMENT } from "#app/features/segments/definition.form.ts";
import {
  listSegments,
  rebuildNext,
  saveRuleSegment,
  viewAudience,
  viewRuleSegment,
} from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makeShop,
  makeVisitor,
  pageEvent,
  settle,
  startApp,
} from "../support/app.ts";
import { makePeople } from "../support/people.ts";

/** What one screen says another does not deny. */
let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
beforeAll(async () => {
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});
const today = () => new Date().toISOString().slice(0, 10);

test("a campaign whose time is over is over on the pages of its segments, and feeds nobody on Home", async () => {
  const id = await makeCampaign(shop.id, { name: "Summer", rules: [addTo("Summer people")] });
  const audience = await prisma.segment.findFirstOrThrow({ where: { shopId: shop.id, name: "Summer people" } });
  await makeCampaign(shop.id, { name: "After", include: [audience.id], rules: [addTo("Others")] });
  await prisma.$executeRaw`
    UPDATE campaign SET settings = jsonb_set(settings, '{schedule,until}', to_jsonb(EXTRACT(epoch FROM NOW())::int - 60))
    WHERE shop_id = ${shop.id}`;
  const view = await viewAudience(shop.id, audience.id);
  expect(view?.feeds).toMatchObject([{ id, status: "ended" }]);
  expect(view?.usedBy.campaigns).toMatchObject([{ name: "After", status: "ended" }]);
  expect((await viewHome(shop, today())).findings).toContainEqual({
    id: audience.id,
    name: "Summer people",
    kind: "unfed",
  });
});

test("a rule that was changed has no count before it was worked out, on its page and in the list", async () => {
  const people = makePeople(app.address, shop);
  const form = (text: string, name = "Tea") => ({
    ...EMPTY_SEGMENT,
    name,
    groups: [{ mode: "all" as const, conditions: [{ ...EMPTY_RULE_CONDITION, subject: "viewed" as const, text }] }],
  });
  const saved = await saveRuleSegment(shop, null, form("/tea"));
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  while (await rebuildNext(false));
  await people.post(makeVisitor(), [pageEvent({ path: "/tea" })]);
  await settle();
  const view = () => viewRuleSegment(shop, saved.id);
  expect(await view()).toMatchObject({ members: 1 });
  expect((await view())?.builtAt).not.toBeNull();
  await saveRuleSegment(shop, saved.id, form("/tea", "Tea lovers"));
  expect((await view())?.builtAt).not.toBeNull();
  await saveRuleSegment(shop, saved.id, form("/coffee", "Tea lovers"));
  expect(await view()).toMatchObject({ builtAt: null, building: true });
  const row = async () =>
    (await listSegments(shop.id, today(), readListQuery(new URLSearchParams()))).segments.find(
      ({ name }) => name === "Tea lovers",
    );
  expect(await row()).toMatchObject({ building: true });
  while (await rebuildNext(false));
  expect(await view()).toMatchObject({ building: false, members: 0 });
  expect(await row()).toMatchObject({ building: false, members: 0 });
});

test("an attribute that an order sets is on the profile, and its segment has the customer", async () => {
  const people = makePeople(app.address, shop);
  const set = { ...EMPTY_RULE, action: "set" as const, attribute: "kind", value: "buyer" };
  await makeCampaign(shop.id, { name: "Buyers", rules: [addTo("Clicked buyers"), { ...set, when: "order" }] });
  const campaign = await prisma.campaign.findFirstOrThrow({ where: { shopId: shop.id, name: "Buyers" } });
  const saved = await saveRuleSegment(shop, null, {
    ...EMPTY_SEGMENT,
    name: "Buyers by attribute",
    groups: [
      {
        mode: "all",
        conditions: [{ ...EMPTY_RULE_CONDITION, subject: "attribute", text: "kind", value: "buyer" }],
      },
    ],
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  while (await rebuildNext(false));
  const who = makeVisitor();
  await people.post(who, [pageEvent(), campaignEvent("click", campaign.id)]);
  await people.order(who, 501);
  await settle();
  expect((await viewProfile(shop.id, "c501"))?.attributes).toMatchObject([{ name: "kind", value: "buyer" }]);
  expect((await people.counts(saved.id)).members).toEqual(["c501"]);
});

test("a customer of whom only Shopify has told has a profile", async () => {
  await prisma.customer.create({ data: { shopId: shop.id, id: 77n } });
  expect(await viewProfile(shop.id, "c77")).toMatchObject({ handle: "c77", timeline: [] });
  expect(await viewProfile(shop.id, "c78")).toBeNull();
});
