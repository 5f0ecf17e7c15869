import { saveShopDetails } from "#app/features/shops/shop.store.server.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { activeCampaigns, findCampaign } from "#app/features/campaigns/campaign.store.server.ts";
import { listCampaigns, viewEditor } from "#app/features/campaigns/index.server.ts";
import { editCampaign } from "#app/features/campaigns/edit-campaign.server.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { claimPublication, confirmPublication } from "#app/features/campaigns/publication.store.server.ts";
import { listSegments, viewAudience } from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { readListQuery } from "#app/features/segments/list-query.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { addTo, makeCampaign, makeShop } from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

const EVERY = readListQuery(new URLSearchParams());
let shop: Shop;
let other: Shop;
const FORM: CampaignForm = { ...EMPTY_FORM, name: "Spring", ...popupForm() };

beforeAll(async () => {
  shop = await makeShop("fern.myshopify.com");
  other = await makeShop("moss.myshopify.com");
});
afterAll(closeDatabase);

const save = (change: object, id: number | null = null) => saveCampaign(shop.id, id, { ...FORM, ...change });
const posted = async (id: number | null, body: unknown) => {
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await editCampaign(shop.id, id, new Request("http://app", { method: "POST", body: raw }));
  return { status: answer.init?.status, errors: answer.data.ok ? {} : answer.data.errors };
};

describe("a request that is no form", () => {
  test.each<[string, number | null, unknown, number, RegExp]>([
    ["malformed JSON", null, "{", 400, /did not arrive whole/],
    ["an unknown intent", 1, { intent: "explode" }, 400, /did not arrive whole/],
    ["no form", null, { intent: "save" }, 422, /did not arrive whole/],
    ["half a megabyte", null, "x".repeat(500_000), 413, /more than a campaign can hold/],
    ["a campaign that does not exist", 77, { intent: "save", form: FORM }, 404, /does not exist/],
    ["activating what does not exist", 77, { intent: "activate" }, 404, /does not exist/],
  ])("%s", async (_name, id, body, status, message) => {
    const answer = await posted(id, body);
    expect(answer.status).toBe(status);
    expect(answer.errors["form"]).toMatch(message);
  });
});

test("a change of contents, weights or holdout begins a new run; another change does not", async () => {
  const id = await makeCampaign(shop.id, { name: "Runs", rules: [] });
  const runs = async () =>
    (await prisma.campaignVersion.findMany({ where: { campaignId: id }, orderBy: { version: "asc" } })).map(
      (version) => version.run,
    );
  const again = (change: object) => save({ name: "Runs", rules: [], ...change }, id);
  await again({ frequency: "once" });
  expect(await runs()).toEqual([1, 1]);
  await again({ holdout: "10" });
  await again({ holdout: "10", ...popupForm({ heading: "Other" }) });
  expect(await runs()).toEqual([1, 1, 2, 3]);
});

test("what was saved is what the form shows again", async () => {
  const form: CampaignForm = {
    ...FORM,
    ...popupForm({ text: "Line one\nline two", code: "TEN", email: true }),
    triggers: [{ kind: "delay", value: "12" }],
    frequency: "days",
    frequencyDays: "3",
    pageTypes: ["product"],
    devices: ["phone"],
    visitor: "returning",
    rules: [
      addTo("Round trip"),
      addTo("Round trip", { when: "view", block: "code", seconds: "9" }),
      addTo("Round trip", { when: "engagement", block: "email", times: "3" }),
      addTo("", { when: "order", products: "12, 34", action: "set", attribute: "size", value: "L" }),
      addTo("Round trip", { when: "page", path: "/thanks" }),
    ],
  };
  const saved = await save(form);
  expect(saved.ok && (await viewEditor(shop.id, saved.id))?.form).toEqual(form);
});

test("a rule without a name fills the audience that the form suggests", async () => {
  await save({ name: "Spring", rules: [addTo("", { when: "cart" })] });
  expect((await listSegments(shop.id, "2026-11-25", EVERY)).segments.map((segment) => segment.name)).toContain(
    "Added to cart after: Spring",
  );
});

test("an audience is made with the campaign, once, however its name is written", async () => {
  await save({ name: "One", rules: [addTo("Clicked: fern")] });
  await save({ name: "Two", rules: [addTo("  CLICKED:  fern ")] });
  const named = (await listSegments(shop.id, "2026-11-25", EVERY)).segments.filter((segment) =>
    /fern/i.test(segment.name),
  );
  expect(named).toMatchObject([{ name: "Clicked: fern", members: 0, started: null, campaign: { name: "One" } }]);
  expect((await viewAudience(shop.id, named[0]?.id ?? 0))?.feeds.map((campaign) => campaign.name)).toEqual([
    "One",
    "Two",
  ]);
});

test("the name of a manual segment is refused, and nothing of the save is kept", async () => {
  await prisma.segment.create({
    data: { shopId: shop.id, key: "k", kind: "static", name: "Press", nameKey: "press", createdAt: new Date() },
  });
  const before = await prisma.campaign.count();
  const result = await save({ name: "Three", rules: [addTo("press")] });
  expect(!result.ok && result.errors["rules.0.audience"]).toMatch(/manual segment has this name/);
  expect(await prisma.campaign.count()).toBe(before);
});

test("another shop's campaigns and segments do not exist here", async () => {
  const theirs = await makeCampaign(other.id, { name: "Theirs", rules: [addTo("Theirs")] });
  const segment = await prisma.segment.findFirstOrThrow({ where: { shopId: other.id } });
  expect(await viewEditor(shop.id, theirs)).toBeNull();
  expect(await viewAudience(shop.id, segment.id)).toBeNull();
  expect(await save({}, theirs)).toMatchObject({ ok: false, status: 404 });
  expect(await save({ include: [segment.id] })).toMatchObject({ ok: false, status: 422 });
  expect(await setCampaignStatus(shop.id, theirs, "paused")).toBe(false);
  expect((await findCampaign(other.id, theirs))?.status).toBe("active");
});

test.each([
  ["draft", {}, false],
  ["active", {}, true],
  ["scheduled", { from: "2999-01-01T10:00" }, true],
  ["ended", { until: "2020-01-01T10:00" }, true],
])("its own page and the list say alike that it is %s", async (phase, schedule, activate) => {
  const saved = await save({ name: `A ${phase} one`, rules: [], ...schedule });
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  if (activate) await setCampaignStatus(shop.id, saved.id, "active");
  expect((await viewEditor(shop.id, saved.id))?.phase).toBe(phase);
  expect((await listCampaigns(shop.id, new Date())).find(({ id }) => id === saved.id)?.status).toBe(phase);
});

test("a version is live until the publication that replaces it is confirmed", async () => {
  const id = await makeCampaign(shop.id, { name: "Versions", rules: [] });
  const publish = async () => {
    for (let claim = await claimPublication(new Date()); claim; claim = await claimPublication(new Date())) {
      const [live, of] = [await activeCampaigns(claim.shopId), claim];
      await transaction((tx) => confirmPublication(tx, of, live, new Date()));
    }
  };
  const live = async () =>
    (
      await prisma.campaignVersion.findMany({ where: { campaignId: id, liveUntil: null }, orderBy: { version: "asc" } })
    ).map((version) => version.version);
  await publish();
  await save({ name: "Versions", ...popupForm({ heading: "New" }) }, id);
  expect(await live()).toEqual([1, 2]);
  await publish();
  expect(await live()).toEqual([2]);
  await setCampaignStatus(shop.id, id, "paused");
  await setCampaignStatus(shop.id, id, "paused");
  expect(await live()).toEqual([2]);
  await publish();
  expect(await live()).toEqual([]);
  await save({ name: "Versions", ...popupForm({ heading: "Newer" }) }, id);
  expect(await live()).toEqual([]);
  await setCampaignStatus(shop.id, id, "active");
  expect(await live()).toEqual([3]);
});

test("a shop that is opened twice at once is published once; one that installs again is, once more", async () => {
  const details = { name: "Twice", currency: "EUR", timezone: "UTC" };
  const wanted = async () =>
    (await prisma.shop.findUniqueOrThrow({ where: { domain: "twice.myshopify.com" } })).publishWanted;
  const now = new Date();
  await Promise.all([1, 2, 3].map(() => saveShopDetails("twice.myshopify.com", details, now)));
  expect(await wanted()).toBe(1);
  await prisma.shop.update({ where: { domain: "twice.myshopify.com" }, data: { uninstalledAt: now } });
  const again = await Promise.all(
    [1, 2, 3].map(() => saveShopDetails("twice.myshopify.com", { ...details, name: "Again" }, now)),
  );
  expect(again[0]).toMatchObject({ name: "Again", uninstalledAt: null });
  expect(await wanted()).toBe(2);
});
