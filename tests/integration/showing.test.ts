import { afterAll, beforeAll, expect, test } from "vitest";
import { activeCampaigns } from "#app/features/campaigns/campaign.store.server.ts";
import { editShowing, viewEditor, viewShowing } from "#app/features/campaigns/index.server.ts";
import { setCampaignStatus } from "#app/features/campaigns/set-status.server.ts";
import { stoppedCampaigns } from "#app/features/ingest/stop-list.store.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeCampaign, makeShop } from "../support/app.ts";

let shopId: number;
let other: number;
beforeAll(async () => {
  shopId = (await makeShop("fern.myshopify.com")).id;
  other = (await makeShop("moss.myshopify.com")).id;
});
afterAll(closeDatabase);

const post = (body: unknown) =>
  editShowing(shopId, new Request("http://app", { method: "POST", body: JSON.stringify(body) }));
const active = async (shop = shopId) => (await activeCampaigns(shop)).map(({ id }) => id).sort((a, b) => a - b);
const wanted = async () => (await prisma.shop.findUniqueOrThrow({ where: { id: shopId } })).publishWanted;
const named = (name: string, shop = shopId) => makeCampaign(shop, { name, rules: [] });

test("one click stops every campaign of the shop, and one shows exactly those again", async () => {
  const [one, two, paused] = [await named("One"), await named("Two"), await named("Three")];
  await setCampaignStatus(shopId, paused, "paused");
  const theirs = await named("Theirs", other);
  const before = await wanted();
  expect((await post({ show: false })).data).toEqual({ ok: true, show: false, campaigns: 2 });
  expect(await active()).toEqual([]);
  expect(await active(other)).toEqual([theirs]);
  expect(await wanted()).toBe(before + 1);
  expect(await viewShowing(shopId)).toMatchObject({ active: 0, stopped: 2 });
  // Pages that are open, or cached, are told with their next event.
  expect((await stoppedCampaigns([shopId], new Date(0))).get(shopId)).toEqual([one, two, paused]);
  expect((await viewEditor(shopId, one))?.phase).toBe("paused");
  // Again: nothing more is stopped, and nothing forgotten.
  expect((await post({ show: false })).data).toEqual({ ok: true, show: false, campaigns: 0 });
  expect((await post({ show: true })).data).toEqual({ ok: true, show: true, campaigns: 2 });
  expect(await active()).toEqual([one, two]);
  expect(await viewShowing(shopId)).toEqual({ active: 2, stopped: 0, stoppedAt: null });
  const versions = await prisma.campaignVersion.findMany({ where: { shopId, campaignId: one } });
  expect(new Set(versions.map(({ run }) => run)).size).toBe(1);
});

test("what the merchant decides of a campaign meanwhile stands", async () => {
  const [stays, again] = [await named("Stays off"), await named("Shows again")];
  await post({ show: false });
  await setCampaignStatus(shopId, again, "active");
  await setCampaignStatus(shopId, stays, "active");
  await setCampaignStatus(shopId, stays, "paused");
  await post({ show: true });
  expect(await active()).toContain(again);
  expect(await active()).not.toContain(stays);
  expect((await viewShowing(shopId)).stopped).toBe(0);
});

test.each([null, {}, { show: "yes" }, []])("%o is no such request", async (body) => {
  expect((await post(body)).init?.status).toBe(400);
});
