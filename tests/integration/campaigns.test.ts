import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_AUDIENCE } from "#app/contract/audience.schema.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { activeCampaigns, findCampaign } from "#app/features/campaigns/campaign.store.server.ts";
import { viewEditor } from "#app/features/campaigns/index.server.ts";
import { editCampaign } from "#app/features/campaigns/edit-campaign.server.ts";
import type { RuleForm } from "#app/features/campaigns/rule.form.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { claimPublication, confirmPublication } from "#app/features/campaigns/publication.store.server.ts";
import { listSegments, viewAudience } from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { addTo, makeCampaign, makeShop } from "../support/app.ts";

let shop: Shop;
let other: Shop;
const FORM: CampaignForm = { ...EMPTY_FORM, name: "Spring", heading: "Hello", buttonLabel: "Go" };

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

describe("a form that can't be saved names the field and says what to do", () => {
  test.each<[string, object, string, RegExp]>([
    ["no name", { name: "  " }, "name", /Give the campaign a name/],
    ["no heading", { heading: "" }, "heading", /Write a heading/],
    ["an enormous heading", { heading: "x".repeat(121) }, "heading", /at most 120 characters/],
    ["an enormous text", { text: "x".repeat(1001) }, "text", /at most 1000 characters/],
    ["NUL in a text", { text: "a\0b" }, "text", /can't be stored/],
    ["half an emoji", { name: "\ud83d" }, "name", /can't be stored/],
    ["a script for a link", { buttonUrl: "javascript:alert(1)" }, "buttonUrl", /begins with https/],
    ["a link without protocol", { buttonUrl: "//evil.example" }, "buttonUrl", /begins with https/],
    ["a backslash link", { buttonUrl: "/\\evil.example" }, "buttonUrl", /begins with https/],
    ["a link and no button", { buttonLabel: "", buttonUrl: "/" }, "buttonLabel", /nothing to click/],
    [
      "a rule on a button that is not there",
      { buttonLabel: "", rules: [addTo("A")] },
      "rules.0.block",
      /nothing to click/,
    ],
    [
      "a rule on a form that is not there",
      { rules: [addTo("A", { when: "submit" })] },
      "rules.0.block",
      /nothing to submit/,
    ],
    [
      "a rule on a code that is not there",
      { rules: [addTo("A", { block: "code" })] },
      "rules.0.block",
      /nothing to click/,
    ],
    [
      "a view of no time",
      { rules: [addTo("A", { when: "view", seconds: "0" })] },
      "rules.0.seconds",
      /between 1 and 120/,
    ],
    [
      "a view of an hour",
      { rules: [addTo("A", { when: "view", seconds: "3600" })] },
      "rules.0.seconds",
      /between 1 and 120/,
    ],
    [
      "engaging with a button",
      { rules: [addTo("A", { when: "engagement", block: "button" })] },
      "rules.0.block",
      /Choose the code or the form/,
    ],
    [
      "engaging no times",
      { code: "TEN", rules: [addTo("A", { when: "engagement", block: "code", times: "0" })] },
      "rules.0.times",
      /between 1 and 100/,
    ],
    [
      "products in words",
      { rules: [addTo("A", { when: "order", products: "fern" })] },
      "rules.0.products",
      /product numbers/,
    ],
    [
      "a page of another site",
      { rules: [addTo("A", { when: "page", path: "evil.example" })] },
      "rules.0.path",
      /path of your shop/,
    ],
    ["removing from nothing", { rules: [addTo("", { action: "remove" })] }, "rules.0.removeFrom", /Choose an audience/],
    [
      "removing from what is not there",
      { rules: [addTo("", { action: "remove", removeFrom: 999 })] },
      "rules.0.removeFrom",
      /does not exist/,
    ],
    [
      "an attribute of no name",
      { rules: [addTo("", { action: "set", value: "L" })] },
      "rules.0.attribute",
      /Name the attribute/,
    ],
    [
      "an attribute of no value",
      { rules: [addTo("", { action: "set", attribute: "size" })] },
      "rules.0.value",
      /Give the attribute/,
    ],
    ["21 rules", { rules: Array<RuleForm>(21).fill(addTo("A")) }, "rules", /at most 20 rules/],
    ["a name of 121 characters", { rules: [addTo("x".repeat(121))] }, "rules.0.audience", /at most 120/],
    [
      "an ending in words",
      { rules: [addTo("A", { newAudience: { ...EMPTY_AUDIENCE, endsAfterDays: "soon" } })] },
      "rules.0.newAudience.endsAfterDays",
      /between 1 and 3650 days/,
    ],
    [
      "an ending by what is not there",
      { rules: [addTo("A", { newAudience: { ...EMPTY_AUDIENCE, endsOnJoining: 999 } })] },
      "rules.0.newAudience.endsOnJoining",
      /does not exist/,
    ],
    ["a priority of nothing", { priority: "" }, "priority", /whole number/],
    ["a priority of 1000", { priority: "1000" }, "priority", /between 1 and 100/],
    ["no seconds", { trigger: "delay", delaySeconds: "0" }, "delaySeconds", /between 1 and 600/],
    ["days in words", { frequency: "days", frequencyDays: "two" }, "frequencyDays", /between 1 and 365/],
    ["a window of a year", { clickWindowDays: "365" }, "clickWindowDays", /between 1 and 60/],
    ["a page type of nobody", { pageTypes: ["moon"] }, "pageTypes", /can't be used/],
    ["a field of another type", { devices: "phone" }, "devices", /can't be used/],
    ["a missing field", { visitor: undefined }, "visitor", /missing/],
    ["a segment both included and excluded", { include: [1], exclude: [1] }, "exclude", /nobody would see it/],
    ["a segment that does not exist", { include: [999] }, "include", /does not exist/],
  ])("%s", async (_name, change, field, message) => {
    const result = await save(change);
    expect(result).toMatchObject({ ok: false, status: 422 });
    expect(!result.ok && result.errors[field]).toMatch(message);
    expect(await prisma.campaign.count({ where: { shopId: shop.id } })).toBe(0);
  });
});

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

test("what was saved is what the form shows again", async () => {
  const form: CampaignForm = {
    ...FORM,
    text: "Line one\nline two",
    trigger: "delay",
    delaySeconds: "12",
    frequency: "days",
    frequencyDays: "3",
    pageTypes: ["product"],
    devices: ["phone"],
    visitor: "returning",
    code: "TEN",
    email: true,
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
  expect((await listSegments(shop.id)).map((segment) => segment.name)).toContain("Added to cart after: Spring");
});

test("an audience is made with the campaign, once, however its name is written", async () => {
  await save({ name: "One", rules: [addTo("Clicked: fern")] });
  await save({ name: "Two", rules: [addTo("  CLICKED:  fern ")] });
  const named = (await listSegments(shop.id)).filter((segment) => /fern/i.test(segment.name));
  expect(named).toMatchObject([{ name: "Clicked: fern", members: 0, startedAt: null, campaign: { name: "One" } }]);
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
  await save({ name: "Versions", heading: "New" }, id);
  expect(await live()).toEqual([1, 2]);
  await publish();
  expect(await live()).toEqual([2]);
  await setCampaignStatus(shop.id, id, "paused");
  await setCampaignStatus(shop.id, id, "paused");
  expect(await live()).toEqual([2]);
  await publish();
  expect(await live()).toEqual([]);
  await save({ name: "Versions", heading: "Newer" }, id);
  expect(await live()).toEqual([]);
  await setCampaignStatus(shop.id, id, "active");
  expect(await live()).toEqual([3]);
});
