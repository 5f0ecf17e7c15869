import { afterAll, beforeAll, expect, test } from "vitest";
import { viewEditor } from "#app/features/campaigns/index.server.ts";
import { viewHome } from "#app/features/home/index.server.ts";
import { findShop, saveShopDetails } from "#app/features/shops/index.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { dateOf } from "#app/infra/wall-time.ts";
import { campaignEvent, makeCampaign, makePost, makeVisitor, pageEvent, postEvents, startApp } from "../support/app.ts";

/** Zones are added and renamed every year; what Shopify says may be newer than this server, or than its database. */
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

const install = (domain: string, timezone: string) =>
  saveShopDetails(domain, { name: "Fern", currency: "EUR", timezone }, new Date());

// The last is one for JavaScript, and the other way round for PostgreSQL.
test.each(["Mars/Olympus", "", "a\0b", "+05:00"])(
  "a shop in the zone %j counts in UTC, says so, and works",
  async (zone) => {
    const domain = `zone${zone.length}.myshopify.com`;
    const shop = await install(domain, zone);
    expect(shop).toMatchObject({ timezone: "UTC" });
    expect(shop.unknownTimezone).not.toBeNull();
    const campaign = await makeCampaign(shop.id);
    const events = [pageEvent(), campaignEvent("click", campaign)];
    expect((await postEvents(app.address, { shop: domain }, makePost(makeVisitor(), events))).status).toBe(200);
    expect(await viewHome(shop, dateOf(new Date(), shop.timezone))).toBeTruthy();
    expect(await viewEditor(shop.id, campaign)).toBeTruthy();
  },
);

test("a zone that is known by then is taken up, in the database's writing", async () => {
  await install("late.myshopify.com", "Mars/Olympus");
  await install("late.myshopify.com", "europe/vienna");
  expect(await findShop("late.myshopify.com")).toMatchObject({ timezone: "Europe/Vienna", unknownTimezone: null });
});
