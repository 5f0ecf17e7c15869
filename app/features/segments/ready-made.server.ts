import { EVER, type Definition } from "#app/core/segments/condition.ts";
import { exponentOf } from "#app/core/shared/money.ts";
import { clock } from "#app/infra/clock.server.ts";
import { transaction } from "#app/infra/transaction.server.ts";
import { manualStore } from "./manual.store.server.ts";
import { holdShopWithoutReadyMade } from "./rule.store.server.ts";
import { newKey } from "./save-segment.server.ts";
import { holdNames, isNameTaken } from "./segment.store.server.ts";

const orders = (bound: "least" | "less", count: number, days = EVER): Definition => [
  "ordered",
  ["count", 0, bound, count, days],
];
const all = (...parts: Definition[]): Definition => ["all", [["all", parts]]];

/** What every shop begins with. `unit`: minor units of one unit of its currency. */
const readyMade = (unit: number): readonly (readonly [name: string, description: string, rule: Definition])[] => [
  [
    "New visitors",
    "Came for the first time within the last week.",
    all(["seen", ["first", "within", 7]], ["visits", ["least", 1, 7]]),
  ],
  [
    "Window shoppers",
    "Looked at products on at least three pages this month, and never ordered.",
    all(["viewed", ["has", "/products/", "least", 3, 30]], orders("less", 1)),
  ],
  [
    "Cart abandoners",
    "Went to the cart within the last week, and did not order in that time.",
    all(["viewed", ["has", "/cart", "least", 1, 7]], orders("less", 1, 7)),
  ],
  ["First-time buyers", "Ordered exactly once.", all(orders("least", 1), orders("less", 2))],
  ["Repeat buyers", "Ordered at least twice.", all(orders("least", 2))],
  [
    "VIP by spend",
    "Spent at least 500 within a year. Change the amount to what fits your shop.",
    all(["ordered", ["total", 0, "least", 500 * unit, 365]]),
  ],
  ["Lapsing", "Ordered before, but not within the last 90 days.", all(["lastOrder", ["before", 90]])],
];

/** Gives the next shop that has none the segments that every shop begins with. False = all have them. */
export async function readyMadeNext(): Promise<boolean> {
  return transaction(async (tx) => {
    const now = clock.now();
    const shop = await holdShopWithoutReadyMade(tx, now);
    if (!shop) return false;
    const store = manualStore(tx, shop.id);
    await holdNames(tx, shop.id);
    for (const [name, description, rule] of readyMade(10 ** exponentOf(shop.currency)))
      if (!(await isNameTaken(tx, shop.id, 0, name)))
        await store.create({ kind: "rule", key: newKey(), name, description, tags: [], rule }, now);
    return true;
  });
}
