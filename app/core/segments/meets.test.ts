import fc from "fast-check";
import { expect, test } from "vitest";
import { EVER, type Definition } from "./condition.ts";
import { meets, type ProfileFacts } from "./meets.ts";

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 25, 12);
const ago = (days: number) => now - days * DAY;
const none = { type: [], vendor: [], tag: [] };
const ada: ProfileFacts = {
  customer: true,
  firstSeen: ago(40),
  lastSeen: ago(1),
  pages: [
    { at: ago(40), visit: "a", path: "/", shows: {}, of: none },
    {
      at: ago(2),
      visit: "b",
      path: "/Products/Tea",
      shows: { product: 11 },
      of: { type: ["tea"], vendor: ["moss"], tag: ["new"] },
    },
    { at: ago(2), visit: "b", path: "/cart", shows: {}, of: none },
    { at: ago(2), visit: "b", path: "/collections/all", shows: { collection: 21 }, of: none },
  ],
  acts: [
    { at: ago(3), act: "clicked", campaign: 1 },
    { at: ago(9), act: "clicked", campaign: 2 },
  ],
  orders: [
    {
      at: ago(5),
      value: 3_000,
      products: [11],
      campaigns: [1],
      of: { type: ["pots"], vendor: ["fern"], tag: ["new"] },
    },
    { at: ago(100), value: 1_000, products: [12], campaigns: [], of: { type: ["pots"], vendor: ["moss"], tag: [] } },
  ],
  tags: ["vip"],
  subscribed: true,
  lifetime: { orders: 4, spent: 9_000 },
  memberOf: new Map([[7, ago(2)]]),
  attributes: new Map([["interest", "tea"]]),
};
const nobody: ProfileFacts = {
  customer: false,
  pages: [],
  acts: [],
  orders: [],
  tags: [],
  subscribed: false,
  lifetime: { orders: 0, spent: 0 },
  memberOf: new Map(),
  attributes: new Map(),
};

test.each<[string, Definition, boolean, boolean]>([
  ["a customer", ["customer", null], true, false],
  ["first seen within 30 days", ["seen", ["first", "within", 30]], false, false],
  ["first seen before", ["seen", ["first", "before", 30]], true, false],
  ["last seen within 2 days", ["seen", ["last", "within", 2]], true, false],
  ["two visits ever", ["visits", ["least", 2, EVER]], true, false],
  ["two visits in 7 days", ["visits", ["least", 2, 7]], false, false],
  ["less than two visits in 7 days", ["visits", ["less", 2, 7]], true, true],
  ["looked at products", ["viewed", ["starts", "/products/", "least", 1, 7]], true, false],
  ["looked at exactly the cart", ["viewed", ["is", "/cart", "least", 1, 7]], true, false],
  ["looked at something with tea", ["viewed", ["has", "tea", "least", 2, 7]], false, false],
  ["a click exactly 3 days ago is not within them", ["did", ["clicked", 1, "least", 1, 3]], false, false],
  ["clicked within 4 days", ["did", ["clicked", 1, "least", 1, 4]], true, false],
  ["clicked any twice", ["did", ["clicked", 0, "least", 2, 30]], true, false],
  ["two orders", ["ordered", ["count", 0, "least", 2, EVER]], true, false],
  ["spent 30 on one product", ["ordered", ["total", 11, "least", 3_000, EVER]], true, false],
  ["viewed one product", ["viewedThis", ["product", 11, "least", 1, 7]], true, false],
  ["viewed one product yesterday", ["viewedThis", ["product", 11, "least", 1, 1]], false, false],
  ["never viewed another", ["viewedThis", ["product", 21, "less", 1, EVER]], true, true],
  ["viewed one collection", ["viewedThis", ["collection", 21, "least", 1, 7]], true, false],
  ["viewed tea", ["viewedOf", ["type", "tea", "least", 1, 7]], true, false],
  ["viewed tea twice", ["viewedOf", ["type", "tea", "least", 2, 7]], false, false],
  ["viewed no pots", ["viewedOf", ["type", "pots", "less", 1, EVER]], true, true],
  ["two orders with pots", ["boughtOf", ["type", "pots", "least", 2, EVER]], true, false],
  ["two orders with pots lately", ["boughtOf", ["type", "pots", "least", 2, 30]], false, false],
  ["ordered from that vendor", ["boughtOf", ["vendor", "moss", "least", 1, EVER]], true, false],
  ["never ordered what is new", ["boughtOf", ["tag", "new", "less", 1, EVER]], false, true],
  ["tagged", ["tagged", "vip"], true, false],
  ["tagged otherwise", ["tagged", "press"], false, false],
  ["agreed to marketing", ["subscribed", null], true, false],
  ["ordered four times in all", ["lifetime", ["orders", "least", 4]], true, false],
  ["spent less than 90 in all", ["lifetime", ["spent", "less", 9_000]], false, true],
  ["spent less than 10", ["ordered", ["total", 0, "less", 1_000, EVER]], false, true],
  ["20 an order", ["ordered", ["average", 0, "least", 2_000, EVER]], true, false],
  ["less than 30 an order: nobody without one", ["ordered", ["average", 0, "less", 3_000, EVER]], true, false],
  ["ordered within a week", ["lastOrder", ["within", 7]], true, false],
  ["ordered last before", ["lastOrder", ["before", 3]], true, false],
  ["converted by campaign 1", ["converted", [1, 30]], true, false],
  ["converted by campaign 2", ["converted", [2, 30]], false, false],
  ["converted by any", ["converted", [0, 30]], true, false],
  ["a member for two days", ["member", [7, "least", 48]], true, false],
  ["a member for less than two days", ["member", [7, "less", 48]], false, false],
  ["likes tea", ["attribute", ["interest", "tea"]], true, false],
  ["none of nothing", ["none", []], true, true],
  ["any of nothing", ["any", []], false, false],
  [
    "all of a tree",
    [
      "all",
      [
        ["customer", null],
        ["none", [["lastOrder", ["within", 3]]]],
      ],
    ],
    true,
    false,
  ],
])("%s", (_name, definition, forAda, forNobody) => {
  expect(meets(definition, ada, now)).toBe(forAda);
  expect(meets(definition, nobody, now)).toBe(forNobody);
});

test("at least and less are opposites wherever there is something to count", () => {
  const bounds = fc.record({ amount: fc.integer({ min: 0, max: 5 }), days: fc.constantFrom(1, 7, EVER) });
  fc.assert(
    fc.property(bounds, ({ amount, days }) => {
      expect(meets(["visits", ["least", amount, days]], ada, now)).toBe(
        !meets(["visits", ["less", amount, days]], ada, now),
      );
    }),
  );
});
