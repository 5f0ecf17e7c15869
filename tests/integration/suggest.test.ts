import { afterAll, beforeAll, expect, test } from "vitest";
import { suggest } from "#app/features/mirror/index.server.ts";
import { keepRows } from "#app/features/mirror/keep-rows.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { makeShop } from "../support/app.ts";

const AT = "2026-11-01T10:00:00Z";
const product = (id: number, title: string, handle: string, rest: object = {}) => ({
  ...{ id: `gid://shopify/Product/${id}`, updatedAt: AT, title, handle, productType: "", vendor: "", tags: [] },
  ...rest,
});
const collection = (id: number, title: string, handle: string) => ({
  ...{ id: `gid://shopify/Collection/${id}`, updatedAt: AT, title, handle },
});

let shop: number;
let other: number;
beforeAll(async () => {
  shop = (await makeShop("fern.myshopify.com")).id;
  other = (await makeShop("moss.myshopify.com")).id;
  await transaction(async (tx) => {
    await keepRows(tx, shop, "products", [
      product(1, "Copper kettle", "copper-kettle", { productType: "Kitchen", tags: ["gift", "new"] }),
      product(2, "Kettle brush", "brush", { productType: "Kitchen", tags: ["new"] }),
      product(3, "Green tea", "green-tea", { productType: "Pantry", vendor: "Fern & Kettle" }),
      product(4, "お茶", "お茶"),
      ...Array.from({ length: 300 }, (_, at) => product(100 + at, `Pot ${String(at).padStart(3, "0")}`, `pot-${at}`)),
    ]);
    await keepRows(tx, shop, "collections", [collection(1, "Kitchen", "kitchen")]);
    await keepRows(tx, other, "products", [product(9, "Kettle of another shop", "kettle")]);
  });
});
afterAll(closeDatabase);

const labels = async (what: string, text = "") =>
  (await suggest(shop, new URLSearchParams({ what, text })))?.map(({ label }) => label);

test("what begins as it was typed comes first; of another shop nothing", async () => {
  expect(await labels("product", "kettle")).toEqual(["Kettle brush", "Copper kettle"]);
  expect(await suggest(shop, new URLSearchParams({ what: "product", text: "COPPER" }))).toEqual([
    { value: "1", label: "Copper kettle" },
  ]);
  expect(await labels("product", "green-t")).toEqual(["Green tea"]);
  expect(await labels("collection", "kit")).toEqual(["Kitchen"]);
});

test("of many products those are found that the first page does not show", async () => {
  expect(await labels("product")).toHaveLength(20);
  expect(await labels("product", "pot 299")).toEqual(["Pot 299"]);
});

test("words that many have come first, once each", async () => {
  expect(await labels("productTag")).toEqual(["new", "gift"]);
  expect(await labels("type")).toEqual(["kitchen", "pantry"]);
  expect(await labels("vendor", "kettle")).toEqual(["fern & kettle"]);
  expect(await labels("customerTag", "vip")).toEqual([]);
});

test("pages are named by their addresses, as browsers write them", async () => {
  expect(await labels("path", "kit")).toEqual(["/collections/kitchen"]);
  expect(await labels("path", "お")).toEqual(["/products/%e3%81%8a%e8%8c%b6"]);
  expect(await labels("handle", "copper")).toEqual(["copper-kettle"]);
  expect(await labels("handle", "お")).toEqual(["お茶"]);
});

test.each(["%", "_", "'", "\0", "\\", "x".repeat(201), "\ud800", "‮"])("%j is a text like any other", async (text) => {
  expect(await suggest(shop, new URLSearchParams({ what: "type", text }))).toBeInstanceOf(Array);
});

test("rules are asked anew where an address, a type, a vendor or tags changed, and not for a title or a price", async () => {
  const keep = (row: object, what: "products" | "collections" = "products") =>
    transaction((tx) => keepRows(tx, other, what, [row]));
  expect(await keep(product(20, "Pot", "pot"))).toBe(true);
  expect(await keep(product(20, "A pot", "pot"))).toBe(false);
  expect(await keep(product(20, "A pot", "pot", { tags: ["new"] }))).toBe(true);
  expect(await keep(product(20, "A pot", "pot", { tags: ["new"] }))).toBe(false);
  const earlier = { tags: [], updatedAt: "2026-10-01T10:00:00Z" };
  expect(await keep(product(20, "A pot", "pot", earlier))).toBe(false);
  expect(await keep(collection(30, "Pots", "pots"), "collections")).toBe(true);
  expect(await keep(collection(30, "All pots", "pots"), "collections")).toBe(false);
  expect(await keep(collection(30, "All pots", "all-pots"), "collections")).toBe(true);
});

test("what nobody can ask for is not answered", async () => {
  expect(await suggest(shop, new URLSearchParams({ what: "secret" }))).toBeNull();
  expect(await suggest(shop, new URLSearchParams())).toBeNull();
});
