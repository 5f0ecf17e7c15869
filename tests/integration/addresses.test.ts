import { afterAll, beforeAll, expect, test } from "vitest";
import { EMPTY_RULE_CONDITION, EMPTY_SEGMENT } from "#app/features/segments/definition.form.ts";
import { rebuildNext, saveRuleSegment } from "#app/features/segments/index.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop, makeVisitor, pageEvent, settle, startApp } from "../support/app.ts";
import { makePeople } from "../support/people.ts";

/** One page has many addresses: whichever of them a browser tells and a merchant writes, it is the same page. */
let app: Awaited<ReturnType<typeof startApp>>;
let shop: Shop;
let people: ReturnType<typeof makePeople>;
beforeAll(async () => {
  app = await startApp();
  shop = await makeShop("fern.myshopify.com");
  people = makePeople(app.address, shop);
});
afterAll(async () => {
  app.close();
  await closeDatabase();
});

async function save(path: "is" | "starts" | "has", text: string) {
  const condition = { ...EMPTY_RULE_CONDITION, subject: "viewed" as const, path, text };
  const saved = await saveRuleSegment(shop, null, {
    ...EMPTY_SEGMENT,
    name: `${path} ${text}`,
    groups: [{ mode: "all", conditions: [condition] }],
  });
  return saved.ok ? saved.id : saved.errors;
}

test.each([
  ["/fr/collections/fr%C3%BChling", "is", "/collections/frühling"],
  ["/collections/fr%c3%bchling/", "is", "/collections/fr%C3%BChling"],
  ["/en-ca/collections/FRU%CC%88HLING", "is", "https://fern.example/collections/Frühling?page=2"],
  ["/fr", "is", "/"],
  ["/products/%E3%81%8A%E8%8C%B6", "starts", "/products/お"],
  ["/de/pages/%C3%BCber-uns", "has", "über"],
] as const)("who looked at %s looked at a page whose path %s %s", async (visited, how, written) => {
  const segment = await save(how, written);
  expect(segment).toBeTypeOf("number");
  while (await rebuildNext(false));
  const [who, other] = [makeVisitor(), makeVisitor()];
  await people.post(who, [pageEvent({ path: visited })]);
  await people.post(other, [pageEvent({ path: "/collections/fr" })]);
  await settle();
  const members = await prisma.noticed.findMany({ where: { shopId: shop.id, segmentId: Number(segment) } });
  const profiles = members.map(({ profile }) => profile);
  expect(profiles).toContain(`v${who.visitor}`);
  expect(profiles).not.toContain(`v${other.visitor}`);
});

test("a path within a language's folder is refused: no segment would ever have a member by it", async () => {
  expect(await save("starts", "/fr/products/")).toMatchObject({
    "groups.0.conditions.0.text": expect.stringContaining("Leave out the language's folder") as string,
  });
});
