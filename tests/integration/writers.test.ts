import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eventPost } from "#app/contract/wire.schema.ts";
import { differences } from "#app/features/analytics/index.server.ts";
import { applyPosts } from "#app/features/ingest/apply-posts.server.ts";
import type { Arrival } from "#app/features/ingest/judge-posts.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import {
  addTo,
  campaignEvent,
  makeCampaign,
  makePost,
  makeShop,
  makeVisitor,
  pageEvent,
  settle,
} from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

/**
 * Sixteen writers that meet on the same visitors leave what one after the other leaves. Both shops get the same posts
 * with equal ids: one of them serially, the other all at once.
 */
const SERIAL = "serial.myshopify.com";
const AT_ONCE = "at-once.myshopify.com";
const WRITERS = 16;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const rules = [
  addTo("Clicked"),
  addTo("Copied three times", { when: "engagement", block: "code", times: "3" }),
  addTo("Carted", { when: "cart" }),
  addTo("", { when: "click", action: "set", attribute: "interest", value: "kettles" }),
];

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterAll(async () => {
  vi.useRealTimers();
  await closeDatabase();
});

const shopIds: number[] = [];
const campaigns: number[] = [];

const arrival = (shop: string, body: object, customerId: bigint | null): Arrival => ({
  caller: { shop, customerId, signedAt: new Date(NOW) },
  post: eventPost.parse(body),
  address: null,
  bot: false,
  receivedAt: new Date(NOW),
});

/** What a shop holds, without its own number, campaigns' and segments' numbers in order of making. */
async function holdings(index: number) {
  const shopId = shopIds[index] ?? 0;
  const segments = await prisma.segment.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  const plain = (rows: object[]) =>
    JSON.parse(
      JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    ) as object[];
  const bare = (rows: object[]) => plain(rows.map((row) => ({ ...row, shopId: 0, campaignId: 0 })));
  const where = { shopId };
  return {
    memberships: bare(
      await prisma.membership.findMany({ where, orderBy: [{ segmentId: "asc" }, { identityId: "asc" }] }),
    ).map((row) => ({
      ...row,
      segmentId: segments.findIndex((one) => one.id === (row as { segmentId: number }).segmentId),
    })),
    attributes: bare(await prisma.attribute.findMany({ where, orderBy: { identityId: "asc" } })),
    exposures: bare(await prisma.exposure.findMany({ where, orderBy: { visitorId: "asc" } })),
    links: bare(await prisma.link.findMany({ where, orderBy: { visitorId: "asc" } })),
    events: await prisma.event.count({ where }),
    pages: await prisma.page.count({ where }),
    counts: await prisma.campaignDay.groupBy({
      by: ["kind", "device"],
      where,
      _sum: { n: true },
      orderBy: { kind: "asc" },
    }),
    noticed: bare(await prisma.noticed.findMany({ where, orderBy: [{ segmentId: "asc" }, { profile: "asc" }] })).map(
      (row) => ({ ...row, segmentId: 0 }),
    ),
  };
}

test("16 writers on the same visitors leave what one writer leaves", async () => {
  for (const domain of [SERIAL, AT_ONCE]) {
    const shop = await makeShop(domain);
    shopIds.push(shop.id);
    campaigns.push(await makeCampaign(shop.id, { ...popupForm({ code: "TEN" }), rules }));
  }
  const people = Array.from({ length: 5 }, makeVisitor);
  const random = mulberry(7);
  const drafts = Array.from({ length: 160 }, () => {
    const person = Math.floor(random() * people.length);
    const kinds = ["exposure", "click", "copy", "goal", "dismiss"];
    const events = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
      const kind = kinds[Math.floor(random() * kinds.length)] ?? "click";
      const at = NOW - Math.floor(random() * 48) * HOUR;
      if (kind === "copy") return campaignEvent("engagement", 0, { at, block: "code", element: "copy" });
      return campaignEvent(kind, 0, { at, ...(kind === "goal" ? { goal: "cart" } : {}) });
    });
    return { person, events: [...events, pageEvent({ at: NOW })], signed: random() < 0.2 };
  });
  // Some posts come twice: two tabs, or a retry.
  const sent = [...drafts, ...drafts.slice(0, 40)];
  const arrivals = (index: number) =>
    sent.map(({ person, events, signed }) =>
      arrival(
        [SERIAL, AT_ONCE][index] ?? "",
        makePost(
          people[person] ?? makeVisitor(),
          events.map((event) => (event.kind === "page" ? event : { ...event, campaign: campaigns[index] })),
        ),
        signed ? BigInt(900 + person) : null,
      ),
    );
  for (const one of arrivals(0)) await applyPosts([one], 0);
  const waiting = arrivals(1).map((one, index) => ({ one, index }));
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (const { one } of waiting.filter(({ index }) => index % WRITERS === writer)) await applyPosts([one], writer);
    }),
  );
  await settle();
  const [serial, atOnce] = [await holdings(0), await holdings(1)];
  expect(serial.memberships.length).toBeGreaterThan(10);
  expect(atOnce).toEqual(serial);
  expect(await differences()).toEqual([]);
});

/** Small, known, and the same everywhere: a run that fails can be run again. */
function mulberry(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
