import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createList, editSegment, exportMembers, noticeNext, viewList } from "#app/features/segments/index.server.ts";
import { staticStore } from "#app/features/segments/static.store.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { viewProfile } from "#app/features/profiles/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { makeCampaign, makePost, makeShop, makeVisitor, pageEvent, postEvents, startApp } from "../support/app.ts";

let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let other: Shop;
let list: number;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 12) });
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
  other = await makeShop("moss.myshopify.com");
  const made = await createList(shop.id, { name: "Friends", description: "", tags: "" });
  list = made.ok && made.did === "saved" ? made.id : 0;
});
afterAll(async () => {
  app.close();
  vi.useRealTimers();
  await closeDatabase();
});

const edit = async (body: object, id = list, of = shop) => {
  const request = new Request("http://app/", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });
  return (await editSegment(of, id, request)).data;
};
const add = (...customers: bigint[]) =>
  transaction((tx) => staticStore(tx, shop.id, list).add(customers, new Date(Date.now())));
const takeOff = (...customers: string[]) => edit({ intent: "take-off", customers });
const members = async () => {
  while (await noticeNext());
  return (await viewList(shop.id, list))?.rows.map(({ handle }) => handle).sort();
};

test("who is put on it is a member, who is taken off is none, and may come back in the same moment", async () => {
  expect(await add(7n, 8n, 8n)).toBe(2);
  expect(await members()).toEqual(["c7", "c8"]);
  expect(await add(7n)).toBe(0);
  expect(await takeOff("7", "9")).toMatchObject({ ok: true, removed: 1 });
  expect(await takeOff("7")).toMatchObject({ ok: true, removed: 0 });
  expect(await members()).toEqual(["c8"]);
  expect(await add(7n)).toBe(1);
  expect(await members()).toEqual(["c7", "c8"]);
  expect(await viewList(shop.id, list)).toMatchObject({ members: 2, entered: 3, left: 1 });
});

test("the browser of somebody who is on it is told so, and their profile says why", async () => {
  await makeCampaign(shop.id, { include: [list] });
  const { answer } = await postEvents(
    app.address,
    { shop: shop.domain, customer: "8" },
    makePost(makeVisitor(), [pageEvent()]),
  );
  expect(answer.memberships).toHaveLength(1);
  expect((await viewProfile(shop.id, "c7"))?.memberships).toMatchObject([
    { segment: "Friends", member: true, evidence: { kind: "hand", campaignId: null } },
  ]);
});

test("members are written to a file that no spreadsheet takes for formulas; another shop's are not", async () => {
  await prisma.membership.updateMany({ where: { shopId: shop.id, identityId: "7" }, data: { path: "=HYPERLINK(1)" } });
  const file = await exportMembers(shop.id, list);
  expect(file?.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  const lines = (await file?.text())?.split("\r\n").map((line) => line.split(","));
  expect(lines?.[0]).toEqual("customer,visitor,member_since,joined_at,campaign,event,block,path".split(","));
  expect(lines?.map(([customer]) => customer).sort()).toEqual(["", "7", "8", "customer"]);
  expect(lines?.find(([customer]) => customer === "7")?.at(-1)).toBe("'=HYPERLINK(1)");
  expect(await exportMembers(other.id, list)).toBeNull();
});

test("what can't be used is refused in words, and nothing is changed", async () => {
  const before = await viewList(shop.id, list);
  expect(await createList(shop.id, { name: " friends ", description: "", tags: "" })).toMatchObject({
    errors: { name: "Another segment has this name. Names are unique." },
  });
  expect(await createList(shop.id, { name: "" })).toMatchObject({ errors: { name: "Give the segment a name." } });
  expect(await createList(shop.id, { name: "x".repeat(10_000), description: "", tags: "" })).toMatchObject({
    ok: false,
  });
  expect(await edit({ intent: "add", pasted: " \n " })).toMatchObject({
    errors: { pasted: "Paste e-mail addresses or customers' numbers, one a line." },
  });
  const many = Array.from({ length: 251 }, (_, at) => at + 1).join("\n");
  expect(await edit({ intent: "add", pasted: many })).toMatchObject({
    errors: { pasted: "These are 251. Paste at most 250 at a time; nobody was added yet." },
  });
  expect(await edit({ intent: "add", pasted: "x".repeat(50_001) })).toMatchObject({ ok: false });
  expect(await edit({ intent: "take-off", customers: ["7; DROP TABLE"] })).toMatchObject({ ok: false });
  // This shop never gave the app access: Shopify can't be asked.
  expect(await edit({ intent: "add", pasted: "ada@example.com" })).toMatchObject({
    errors: {
      pasted:
        "The app has no access to this shop yet. Reload this page to renew it. Try again: who is on the list stays on it.",
    },
  });
  expect(await viewList(shop.id, list)).toEqual(before);
});

test("another shop's list does not exist", async () => {
  expect(await viewList(other.id, list)).toBeNull();
  expect(await edit({ intent: "take-off", customers: ["7"] }, list, other)).toMatchObject({ ok: false });
  expect(
    await edit({ intent: "describe", form: { name: "Mine", description: "", tags: "" } }, list, other),
  ).toMatchObject({
    errors: { form: "This segment does not exist any more." },
  });
  expect(await members()).toEqual(["c7", "c8"]);
});
