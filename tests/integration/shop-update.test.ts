import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop, postWebhook, processAll, startApp } from "../support/app.ts";

const SHOP = "fern.myshopify.com";
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
  await makeShop(SHOP);
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

const tell = async (minutes: number, change: object) => {
  const body = { id: 1, myshopify_domain: SHOP, name: "Fern", currency: "EUR", iana_timezone: "UTC", ...change };
  const triggeredAt = new Date(Date.UTC(2026, 10, 27, 12, minutes)).toISOString();
  const status = await postWebhook(app.address, { shop: SHOP, topic: "shop/update", triggeredAt }, body);
  await processAll();
  return status;
};
const shop = () => prisma.shop.findUniqueOrThrow({ where: { domain: SHOP } });

test("a shop that moves or changes its name is known by what it is now, whatever order the notices come in", async () => {
  const before = await shop();
  expect(await tell(2, { name: "Fern & Kettle", currency: "USD", iana_timezone: "America/New_York" })).toBe(200);
  const told = { name: "Fern & Kettle", currency: "USD", timezone: "America/New_York" };
  expect(await shop()).toMatchObject({ ...told, publishWanted: before.publishWanted + 1 });
  // An older one, late.
  expect(await tell(1, { name: "Old", iana_timezone: "Asia/Tokyo" })).toBe(200);
  expect(await shop()).toMatchObject({ ...told, publishWanted: before.publishWanted + 1 });
  expect(await tell(3, { ...told, name: "Fern", iana_timezone: "America/New_York" })).toBe(200);
  expect(await shop()).toMatchObject({ ...told, name: "Fern", publishWanted: before.publishWanted + 1 });
});

test("a time zone that nobody here knows is UTC, and named", async () => {
  await tell(4, { iana_timezone: "Mars/Base" });
  expect(await shop()).toMatchObject({ timezone: "UTC", unknownTimezone: "Mars/Base" });
});

test("of another shop, or of none, it is refused", async () => {
  expect(await tell(5, { myshopify_domain: "other.myshopify.com" })).toBe(400);
  expect(await tell(5, { myshopify_domain: undefined })).toBe(400);
});
