import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tendDeliveries } from "#app/features/webhooks/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { startJobs } from "#app/infra/jobs.server.ts";
import { closeDatabase, isEmbedded, tendEmbedded, turnPartitions } from "#app/infra/lifecycle.server.ts";
import { differences } from "#app/features/analytics/index.server.ts";
import {
  campaignEvent,
  idAt,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  postEvents,
  startApp,
} from "../support/app.ts";

const SHOP = "fern.myshopify.com";
const DAY = 86_400_000;
let app: Awaited<ReturnType<typeof startApp>>;

beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  vi.useRealTimers();
  app.close();
  await closeDatabase();
});

test("health, readiness, and metrics for whoever has the token", async () => {
  expect((await fetch(`${app.address}/healthz`)).status).toBe(200);
  expect((await fetch(`${app.address}/readyz`)).status).toBe(200);
  const read = (token: string) => fetch(`${app.address}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await fetch(`${app.address}/metrics`)).status).toBe(404);
  expect((await read("a-guess-of-a-token")).status).toBe(404);
  const metrics = await (await read("a-token-for-the-tests")).text();
  expect(metrics).toContain('throughline_request_seconds_count{route="other",status="2xx"}');
  expect(metrics).toContain("throughline_waiting_posts 0");
});

test("a request has an id: its proxy's, unless that would write into the log", async () => {
  const ask = async (id: string) =>
    (await fetch(`${app.address}/healthz`, { headers: { "X-Request-Id": id } })).headers.get("x-request-id");
  expect(await ask("req-12345678")).toBe("req-12345678");
  for (const bad of ["short", 'x"} {"level":60', "a".repeat(65)]) expect(await ask(bad)).toMatch(/^[\da-f-]{36}$/);
});

test("a job runs at the start, once, and stops with the server", async () => {
  let runs = 0;
  const job = { name: "test-job", cron: "0 0 1 1 *", run: async () => Promise.resolve(runs++).then(() => undefined) };
  const first = startJobs([job]);
  await expect.poll(() => runs, { timeout: 30_000 }).toBe(1);
  await first.stop();
  const second = startJobs([job]);
  await second.stop();
  expect(runs).toBe(1);
});

test.runIf(isEmbedded)("what was removed from the embedded database takes no room for long", async () => {
  const shop = await makeShop("room.myshopify.com");
  await prisma.$executeRaw`
    INSERT INTO touched (shop_id, identity, identity_id) SELECT ${shop.id}, 'visitor', n::text FROM generate_series(1, 5000) n`;
  await prisma.touched.deleteMany({ where: { shopId: shop.id } });
  const size = async () =>
    (await prisma.$queryRaw<{ size: bigint }[]>`SELECT pg_relation_size('touched') AS size`)[0]?.size ?? 0n;
  const before = await size();
  await tendEmbedded();
  expect(await size()).toBeLessThan(before / 10n);
});

test("partitions go when their rows were kept long enough; the recount still comes out even", async () => {
  const shop = await makeShop(SHOP);
  const campaign = await makeCampaign(shop.id);
  const post = () =>
    postEvents(
      app.address,
      { shop: SHOP, timestamp: Date.now() / 1000 },
      makePost(makeVisitor(), [
        pageEvent({ id: idAt(), at: Date.now() }),
        campaignEvent("click", campaign, { id: idAt(), at: Date.now() }),
      ]),
    );
  expect((await post()).status).toBe(200);
  expect(await differences()).toEqual([]);
  const names = async () =>
    (
      await prisma.$queryRaw<{ name: string }[]>`
      SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE c.relkind = 'r' ORDER BY 1`
    ).map((row) => row.name);
  const before = await names();

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 150 * DAY });
  await turnPartitions();
  await turnPartitions();
  const after = await names();
  expect(after.filter((name) => name.startsWith("page_")).length).toBeLessThanOrEqual(7);
  expect(before.filter((name) => !after.includes(name)).every((name) => name.startsWith("page_"))).toBe(true);
  expect(await prisma.page.count()).toBe(0);
  expect(await prisma.event.count()).toBe(1);
  expect(await prisma.removedDay.findMany({ select: { kind: true, n: true } })).toEqual([{ kind: "page", n: 1 }]);
  expect(await differences()).toEqual([]);
  expect((await post()).status).toBe(200);

  await prisma.campaignDay.updateMany({ where: { kind: "click" }, data: { n: 7 } });
  expect(await differences()).toMatchObject([
    { what: expect.stringContaining("click") as string, counted: 7, found: 1 },
    { what: expect.stringContaining("click") as string, counted: 7, found: 1 },
  ]);
  vi.useRealTimers();
});

test("the body of a delivery that never could be processed goes after 30 days, its row after 90", async () => {
  const shop = await makeShop(SHOP);
  const delivery = (webhookId: string, days: number) => ({
    shopId: shop.id,
    webhookId,
    topic: "orders/create",
    body: "personal",
    receivedAt: new Date(Date.now() - days * DAY),
  });
  await prisma.delivery.createMany({
    data: [
      delivery("ancient", 91),
      { ...delivery("waiting", 91), due: new Date() },
      delivery("old", 31),
      delivery("young", 29),
    ],
  });
  await tendDeliveries();
  const bodies = await prisma.delivery.findMany({
    select: { webhookId: true, body: true },
    orderBy: { webhookId: "asc" },
  });
  expect(bodies).toEqual([
    { webhookId: "old", body: "" },
    { webhookId: "waiting", body: "personal" },
    { webhookId: "young", body: "personal" },
  ]);
});

test("every setting that the server reads is told in the README", async () => {
  const [readme, source] = await Promise.all([
    readFile("README.md", "utf8"),
    readFile("app/infra/env.server.ts", "utf8"),
  ]);
  // NODE_ENV is Node's own.
  for (const [, name] of source.matchAll(/^ {2}(?!NODE_ENV)([A-Z_]+):/gm))
    expect(readme).toContain(`\`${name ?? ""}\``);
});
