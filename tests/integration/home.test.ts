import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { viewHome } from "#app/features/home/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  settle,
  startApp,
} from "../support/app.ts";

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
beforeAll(async () => {
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
});
afterAll(async () => {
  app.close();
  vi.useRealTimers();
  await closeDatabase();
});
const home = () => viewHome(shop, new Date().toISOString().slice(0, 10));

test("a new shop has all before it", async () => {
  expect(await home()).toEqual({
    steps: { embedded: false, active: false, member: false, followUp: false, credited: false },
    stretches: [
      [7, 0],
      [7, 7],
      [30, 0],
      [30, 30],
    ].map(([days, ago]) => ({ days, ago, pages: 0, impressions: 0, clicks: 0, entered: 0, orders: 0, credited: "0" })),
    findings: [],
    unsent: 0,
    imports: [],
  });
});

test("what was done is ticked off and counted; an audience that nobody shows anything is worth a look", async () => {
  const campaign = await makeCampaign(shop.id);
  const events = [pageEvent(), campaignEvent("impression", campaign), campaignEvent("click", campaign)];
  await postEvents(app.address, { shop: shop.domain }, makePost(makeVisitor(), events));
  await settle();
  const { steps, stretches, findings } = await home();
  expect(steps).toEqual({ embedded: true, active: true, member: true, followUp: false, credited: false });
  expect(stretches).toMatchObject([
    { days: 7, ago: 0, pages: 1, impressions: 1, clicks: 1, entered: 1 },
    { days: 7, ago: 7, pages: 0, impressions: 0, clicks: 0 },
    { days: 30, ago: 0, pages: 1, impressions: 1, clicks: 1 },
    { days: 30, ago: 30, pages: 0 },
  ]);
  expect(findings).toMatchObject([{ kind: "untargeted", name: "Clicked: welcome" }]);
  await makeCampaign(shop.id, { name: "Next", include: [findings[0]?.id ?? 0], rules: [addTo("Saw next")] });
  expect((await home()).steps.followUp).toBe(true);
  expect((await home()).findings).toEqual([]);
});

test("after two weeks without anybody new an audience has stalled; another shop's are not looked at", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20 * 86_400_000 });
  expect((await home()).findings).toMatchObject([{ kind: "stalled", name: "Clicked: welcome" }]);
  expect((await home()).stretches.map(({ pages }) => pages)).toEqual([0, 0, 1, 0]);
  expect((await viewHome(await makeShop("moss.myshopify.com"), "2026-12-20")).findings).toEqual([]);
});
