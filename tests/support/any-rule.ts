import fc from "fast-check";
import { ACTS, EVER, LIKENESSES, SIGHTS, type Condition, type Definition } from "#app/core/segments/condition.ts";

const HOUR = 3_600_000;
/** Whole seconds, as Shopify's times. */
export const now = new Date(Math.floor(Date.now() / 1_000) * 1_000);
/** Half days ago, so that borders are hit. */
const ago = fc.integer({ min: 0, max: 30 }).map((halves) => now.getTime() - halves * 12 * HOUR);
const visitor = fc.integer({ min: 0, max: 4 });
const customer = fc.integer({ min: 1, max: 3 });
const path = fc.constantFrom(
  "/",
  "/products/pot",
  "/Products/Tea",
  "/cart",
  "/de/collections/All",
  "/collections/all/products/tea",
  "/collections/all/new",
);
const often = fc.integer({ min: 0, max: 3 });
const days = fc.constantFrom(1, 3, 7, EVER);
const bound = fc.constantFrom("least" as const, "less" as const);
const when = fc.constantFrom("within" as const, "before" as const);

export const history = fc.record({
  visitors: fc.array(fc.record({ first: ago, last: ago, unusual: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 5,
    maxLength: 5,
  }),
  links: fc.uniqueArray(fc.record({ visitor, customer }), { selector: (link) => link.visitor, maxLength: 4 }),
  pages: fc.array(
    fc.record({
      visitor,
      at: ago,
      visit: fc.integer({ min: 1, max: 3 }),
      path,
      counts: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 12 },
  ),
  acts: fc.array(
    fc.record({ visitor, at: ago, act: fc.constantFrom(...ACTS), campaign: fc.integer({ min: 1, max: 2 }) }),
    { maxLength: 12 },
  ),
  orders: fc.array(
    fc.record({
      at: ago,
      by: fc.oneof(fc.record({ visitor }), fc.record({ customer })),
      values: fc.array(fc.record({ product: fc.integer({ min: 1, max: 2 }), value: fc.integer({ min: 0, max: 50 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      campaign: fc.constantFrom(null, 1, 2),
      kind: fc.constantFrom("plain", "plain", "plain", "test", "cancelled", "foreign"),
    }),
    { maxLength: 6 },
  ),
  members: fc.uniqueArray(fc.record({ visitor, at: ago }), { selector: (member) => member.visitor, maxLength: 3 }),
  mirrored: fc.uniqueArray(
    fc.record({
      customer: fc.integer({ min: 1, max: 4 }),
      tags: fc.uniqueArray(fc.constantFrom("vip", "press"), { maxLength: 2 }),
      subscribed: fc.boolean(),
      orders: often,
      spent: fc.integer({ min: 0, max: 80 }),
    }),
    { selector: (one) => one.customer, maxLength: 3 },
  ),
  attributes: fc.array(fc.record({ visitor, at: ago, value: fc.constantFrom("tea", "pots") }), { maxLength: 4 }),
});
export type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

export const PRODUCTS = [
  { id: 1, handle: "pot", type: "pots", vendor: "fern & kettle", tags: ["tea", "pots"] },
  { id: 2, handle: "tea", type: "tea", vendor: "fern & kettle", tags: [] },
];
export const COLLECTIONS = [{ id: 1, handle: "all" }];
export const SEGMENT = 900_001;
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>(["customer", null]),
  fc.tuple(fc.constantFrom("first" as const, "last" as const), when, days).map((value): Condition => ["seen", value]),
  fc.tuple(bound, often, days).map((value): Condition => ["visits", value]),
  fc
    .tuple(
      fc.constantFrom("is" as const, "starts" as const, "has" as const),
      fc.constantFrom("/", "/products/", "pot"),
      bound,
      often,
      days,
    )
    .map((value): Condition => ["viewed", value]),
  fc
    .tuple(fc.constantFrom(...ACTS), fc.integer({ min: 0, max: 2 }), bound, often, days)
    .map((value): Condition => ["did", value]),
  fc
    .tuple(
      fc.constantFrom("count" as const, "total" as const, "average" as const),
      fc.integer({ min: 0, max: 2 }),
      bound,
      fc.oneof(often, fc.integer({ min: 0, max: 80 })),
      days,
    )
    .map((value): Condition => ["ordered", value]),
  fc.tuple(when, days).map((value): Condition => ["lastOrder", value]),
  fc.tuple(fc.integer({ min: 0, max: 2 }), days).map((value): Condition => ["converted", value]),
  fc.tuple(bound, fc.constantFrom(0, 12, 48)).map(([how, hours]): Condition => ["member", [SEGMENT, how, hours]]),
  fc
    .tuple(fc.constantFrom(...LIKENESSES), fc.constantFrom("pots", "tea", "fern & kettle"), bound, often, days)
    .chain((value) => fc.constantFrom<Condition>(["boughtOf", value], ["viewedOf", value])),
  fc
    .tuple(fc.constantFrom(...SIGHTS), fc.integer({ min: 1, max: 2 }), bound, often, days)
    .map((value): Condition => ["viewedThis", value]),
  fc.constantFrom("vip", "press").map((value): Condition => ["tagged", value]),
  fc.constant<Condition>(["subscribed", null]),
  fc
    .tuple(fc.constantFrom("orders" as const, "spent" as const), bound, fc.integer({ min: 0, max: 40 }))
    .map((value): Condition => ["lifetime", value]),
  fc.constantFrom("tea", "pots").map((value): Condition => ["attribute", ["interest", value]]),
);
export const { definition } = fc.letrec<{ definition: Definition }>((tie) => ({
  definition: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    condition,
    fc
      .tuple(
        fc.constantFrom("all" as const, "any" as const, "none" as const),
        fc.array(tie("definition"), { maxLength: 3 }),
      )
      .map((group): Definition => group),
  ),
}));
