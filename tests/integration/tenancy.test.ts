import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_AUDIENCE } from "#app/contract/audience.schema.ts";
import { EMPTY_FORM } from "#app/features/campaigns/campaign.form.ts";
import { activeCampaigns, keepContents } from "#app/features/campaigns/campaign.store.server.ts";
import { listCampaigns } from "#app/features/campaigns/campaign-list.view.server.ts";
import { editAnswers, listAnswers } from "#app/features/answers/index.server.ts";
import { editSettings, viewSettings } from "#app/features/settings/index.server.ts";
import { contentByHash, debugLink, rehearsalOf, testLinks, viewEditor } from "#app/features/campaigns/index.server.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { listOrders, viewLedger } from "#app/features/orders/index.server.ts";
import { partVisitor, profileHandles } from "#app/features/people/index.server.ts";
import { editProfile, viewProfile } from "#app/features/profiles/index.server.ts";
import {
  editSegment,
  listSegments,
  membershipsFor,
  ownSegments,
  provenMemberships,
  segmentKeys,
  viewAudience,
} from "#app/features/segments/index.server.ts";
import { readListQuery } from "#app/features/segments/list-query.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import {
  addTo,
  campaignEvent,
  idAt,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  postEvents,
  postWebhook,
  processAll,
  startApp,
} from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

/**
 * Two shops with equal ids everywhere: the same visitor and reference, the same events, the same customer and order. Only
 * campaigns and segments have numbers of the database's making. Whatever one shop asks or does, it meets its own rows.
 */
const FERN = "fern.myshopify.com";
const MOSS = "moss.myshopify.com";
const CUSTOMER = "4242";
const ORDER = JSON.parse(readFileSync("tests/fixtures/orders_create.json", "utf8")) as object;
const who = makeVisitor();
const click = idAt();

interface Side {
  id: number;
  domain: string;
  campaign: number;
  segment: number;
}
let app: Awaited<ReturnType<typeof startApp>>;
let fern: Side;
let moss: Side;

beforeAll(async () => {
  app = await startApp();
  const side = async (domain: string): Promise<Side> => {
    const { id } = await makeShop(domain);
    const campaign = await makeCampaign(id, {
      name: `Welcome to ${domain}`,
      ...popupForm({ heading: `Hello from ${domain}` }),
      rules: [
        addTo("Clicked"),
        addTo("Bought", { when: "order" }),
        addTo("", { action: "set", attribute: "home", value: domain }),
      ],
    });
    const { id: segment } = await prisma.segment.findFirstOrThrow({ where: { shopId: id, name: "Clicked" } });
    await makeCampaign(id, { name: `Follow-up of ${domain}`, rules: [], include: [segment] });
    await keepContents(id, await activeCampaigns(id));
    return { id, domain, campaign, segment };
  };
  fern = await side(FERN);
  moss = await side(MOSS);
  for (const { domain, campaign } of [fern, moss]) {
    const event = campaignEvent("click", campaign, { id: click, path: `/${domain}` });
    const answered = await postEvents(app.address, { shop: domain, customer: CUSTOMER }, makePost(who, [event]));
    expect(answered.answer.rejected).toEqual([]);
    await postWebhook(
      app.address,
      { shop: domain, topic: "orders/create", id: "the-same" },
      {
        ...ORDER,
        id: 1001,
        name: `#1001 of ${domain}`,
        processed_at: new Date().toISOString(),
        updated_at: new Date().toISOString(),
        customer: { id: Number(CUSTOMER) },
        note_attributes: [{ name: "__throughline", value: who.ref }],
      },
    );
  }
  await processAll();
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

const both = () => [
  { own: fern, other: moss },
  { own: moss, other: fern },
];
/** What a view shows, as a text in which the other shop must not occur. */
const shown = (view: unknown) =>
  JSON.stringify(view, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
const post = (body: object) =>
  new Request("http://app/", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });
const rowsOf = async (shopId: number) =>
  shown([
    await prisma.campaign.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
    await prisma.segment.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
    await prisma.unlink.findMany({ where: { shopId } }),
    await prisma.noticed.findMany({ where: { shopId }, orderBy: [{ segmentId: "asc" }, { profile: "asc" }] }),
  ]);

describe("what a shop is shown is its own", () => {
  const views: [string, (own: Side) => Promise<unknown>][] = [
    ["campaigns", ({ id }) => listCampaigns(id, new Date())],
    ["a campaign", ({ id, campaign }) => viewEditor(id, campaign)],
    ["what is published", ({ id }) => activeCampaigns(id)],
    ["segments", ({ id }) => listSegments(id, "2026-11-25", readListQuery(new URLSearchParams()))],
    ["an audience", ({ id, segment }) => viewAudience(id, segment)],
    ["orders", ({ id }) => listOrders(id)],
    ["the ledger of an order", ({ id }) => viewLedger(id, 1001)],
    ["a customer", ({ id }) => viewProfile(id, `c${CUSTOMER}`)],
    ["a visitor", ({ id }) => viewProfile(id, `v${who.ref}`)],
    ["memberships with evidence", ({ id }) => provenMemberships(id, [`c${CUSTOMER}`], new Date())],
  ];
  test.each(views)("%s", async (_name, view) => {
    for (const { own, other } of both()) {
      const text = shown(await view(own));
      expect(text).toContain(own.domain);
      expect(text).not.toContain(other.domain);
    }
  });

  test("keys, handles and the memberships of an answer", async () => {
    for (const { own, other } of both()) {
      expect([...(await segmentKeys(own.id)).keys()]).not.toContain(other.segment);
      expect(await profileHandles(own.id, [`v${who.visitor}`])).toEqual(new Map([[`v${who.visitor}`, `v${who.ref}`]]));
      const answered = await membershipsFor(
        [{ shopId: own.id, visitor: who.visitor, customerId: BigInt(CUSTOMER) }],
        new Date(),
      );
      expect(answered.map((one) => [one.shopId, one.key])).toEqual([
        [own.id, (await prisma.segment.findFirstOrThrow({ where: { id: own.segment } })).key],
      ]);
    }
  });
});

describe("another shop's ids are nobody here", () => {
  test.each<[string, (own: Side, other: Side) => Promise<unknown>, unknown]>([
    ["a campaign", (own, other) => viewEditor(own.id, other.campaign), null],
    ["an audience", (own, other) => viewAudience(own.id, other.segment), null],
    [
      "segments",
      async (own, other) => transaction((tx) => ownSegments(tx, own.id, [other.segment])).then((map) => map.size),
      0,
    ],
    ["activating", (own, other) => setCampaignStatus(own.id, other.campaign, "paused"), false],
    [
      "a content",
      async (own, other) =>
        contentByHash(own.id, (await prisma.content.findFirstOrThrow({ where: { shopId: other.id } })).hash),
      null,
    ],
    [
      "a test link",
      (own, other) => {
        const [link] = testLinks(other.domain, { id: other.campaign, form: EMPTY_FORM }, new Date());
        return rehearsalOf({ ...own, linksSince: null }, link?.url.split("=")[1] ?? "", new Date());
      },
      null,
    ],
    [
      "a debug link",
      (own, other) =>
        rehearsalOf({ ...own, linksSince: null }, debugLink(other.domain, new Date()).split("=")[1] ?? "", new Date()),
      null,
    ],
  ])("%s", async (_name, ask, nothing) => {
    for (const { own, other } of both()) expect(await ask(own, other)).toEqual(nothing);
  });

  test("answers of the same id and settings stay their shop's", async () => {
    for (const { id: shopId, campaign: campaignId, domain } of [fern, moss])
      await prisma.submission.create({
        data: {
          shopId,
          campaignId,
          eventId: click,
          visitorId: who.visitor,
          fields: { email: `ada@${domain}` },
          at: new Date(),
          syncError: "No.",
        },
      });
    for (const { own, other } of both()) {
      const view = await listAnswers(own.id);
      expect(view).toMatchObject({ failed: 1, answers: [{ answer: `ada@${own.domain}` }] });
      expect(shown(view)).not.toContain(other.domain);
    }
    expect((await editAnswers(fern.id)).data).toEqual({ retried: 1 });
    expect((await listAnswers(moss.id)).failed).toBe(1);
    await editSettings(fern.id, post({ overlaysAVisit: "7", quietHours: "1", confirmOptIn: true }));
    expect(await viewSettings(moss.id)).toEqual({ overlaysAVisit: "2", quietHours: "24", confirmOptIn: false });
  });

  test("what is posted with them is refused, and changes nothing in either shop", async () => {
    for (const { own, other } of both()) {
      const before = [await rowsOf(own.id), await rowsOf(other.id)];
      const form = { ...EMPTY_FORM, name: "X", ...popupForm() };
      const attempts = [
        saveCampaign(own.id, other.campaign, form),
        saveCampaign(own.id, null, { ...form, include: [other.segment] }),
        saveCampaign(own.id, null, { ...form, exclude: [other.segment] }),
        saveCampaign(own.id, null, { ...form, rules: [addTo("", { action: "remove", removeFrom: other.segment })] }),
        saveCampaign(own.id, null, {
          ...form,
          rules: [addTo("New", { newAudience: { ...EMPTY_AUDIENCE, endsOnJoining: other.segment } })],
        }),
      ];
      for (const attempt of attempts) expect(await attempt).toMatchObject({ ok: false });
      const settings = { ...EMPTY_AUDIENCE, name: "Renamed" };
      const edits = [
        editSegment(
          { id: own.id, domain: "x.myshopify.com", currency: "EUR" },
          other.segment,
          post({ intent: "save", form: settings }),
        ),
        editSegment(
          { id: own.id, domain: "x.myshopify.com", currency: "EUR" },
          other.segment,
          post({ intent: "archive" }),
        ),
        editSegment(
          { id: own.id, domain: "x.myshopify.com", currency: "EUR" },
          own.segment,
          post({ intent: "save", form: { ...settings, endsOnJoining: other.segment } }),
        ),
      ];
      for (const edit of edits) expect((await edit).data.ok).toBe(false);
      const events = [campaignEvent("click", other.campaign), campaignEvent("exposure", other.campaign)];
      const { answer } = await postEvents(app.address, { shop: own.domain }, makePost(makeVisitor(), events));
      expect(answer.rejected.map((one) => one.reason)).toEqual(["unknown_version", "unknown_version"]);
      await processAll();
      expect([await rowsOf(own.id), await rowsOf(other.id)]).toEqual(before);
    }
  });
});

test("what one shop does to equal ids, the other never notices", async () => {
  const before = await rowsOf(moss.id);
  const pair = { ref: who.ref, customer: `c${CUSTOMER}` };
  expect((await editProfile(fern.id, post({ intent: "part", ...pair }))).data.ok).toBe(true);
  await processAll();
  expect(await rowsOf(moss.id)).toBe(before);
  expect((await viewProfile(fern.id, `v${who.ref}`))?.ownedBy).toBeNull();
  expect((await viewProfile(moss.id, `v${who.ref}`))?.ownedBy).toBe(`c${CUSTOMER}`);
  await partVisitor(fern.id, { ref: who.ref, customerId: BigInt(CUSTOMER), together: true });
  await processAll();
  expect((await viewProfile(fern.id, `v${who.ref}`))?.ownedBy).toBe(`c${CUSTOMER}`);
});
