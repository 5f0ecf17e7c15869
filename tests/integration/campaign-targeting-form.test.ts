import { afterAll, beforeAll, expect, test } from "vitest";
import { newBlock } from "#app/features/campaigns/block.form.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_CONDITION, type ConditionForm } from "#app/features/campaigns/condition.form.ts";
import { viewEditor } from "#app/features/campaigns/index.server.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { EMPTY_LOOK, EMPTY_VARIANT } from "#app/features/campaigns/variant.form.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { addTo, makeShop } from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

let shop: Shop;
const FORM: CampaignForm = { ...EMPTY_FORM, name: "Spring", ...popupForm() };
const FIRST = FORM.variants[0] ?? EMPTY_VARIANT;
const HEADING = newBlock("heading", [], { text: "Hi" });
const condition = (change: Partial<ConditionForm>) => ({
  conditions: [{ mode: "all" as const, conditions: [{ ...EMPTY_CONDITION, ...change }] }],
});

beforeAll(async () => {
  shop = await makeShop("fern.myshopify.com");
});
afterAll(closeDatabase);
const save = (change: object) => saveCampaign(shop.id, null, { ...FORM, ...change });

test.each<[string, object, string, RegExp]>([
  ["a condition on nothing", condition({ value: " , " }), "conditions.0.conditions.0.value", /1 to 20 texts/],
  ["a path without a slash", condition({ value: "cart" }), "conditions.0.conditions.0.value", /begins with a slash/],
  [
    "a number that is none",
    condition({ fact: "cart", how: "least", value: "ten" }),
    "conditions.0.conditions.0.value",
    /whole number/,
  ],
  [
    "a text compared as a number",
    condition({ how: "less", value: "1" }),
    "conditions.0.conditions.0.value",
    /how to compare/,
  ],
  [
    "a part of what is in the cart",
    condition({ fact: "types", how: "has", value: "tea" }),
    "conditions.0.conditions.0.value",
    /Choose “is”/,
  ],
  [
    "a vendor with what parts vendors",
    condition({ fact: "vendors", how: "is", value: "a|b" }),
    "conditions.0.conditions.0.value",
    /Leave out the bar/,
  ],
  [
    "11 conditions",
    { conditions: [{ mode: "all", conditions: Array(11).fill({ ...EMPTY_CONDITION, value: "/" }) }] },
    "conditions.0.conditions",
    /at most 10/,
  ],
  ["six groups", { conditions: Array(6).fill(condition({ value: "/" }).conditions[0]) }, "conditions", /at most 5/],
  [
    "a group of nothing",
    { conditions: [{ mode: "none", conditions: [] }] },
    "conditions.0.conditions",
    /remove the group/,
  ],
  [
    "an hour of 25",
    condition({ fact: "hour", how: "least", value: "25" }),
    "conditions.0.conditions.0.value",
    /0 to 24/,
  ],
  [
    "a day that is none",
    condition({ fact: "day", how: "is", value: "funday" }),
    "conditions.0.conditions.0.value",
    /mon, tue/,
  ],
  [
    "a sky of stars",
    condition({ how: "like", value: "/*a*b*c*d" }),
    "conditions.0.conditions.0.value",
    /at most 3 stars/,
  ],
  ["ten times", condition({ fact: "shown", how: "least", value: "10" }), "conditions.0.conditions.0.value", /1 to 9/],
  [
    "no days",
    condition({ fact: "shown", how: "least", value: "1", days: "0" }),
    "conditions.0.conditions.0.days",
    /365/,
  ],
  ["an end before its beginning", { from: "2026-12-02T00:00", until: "2026-12-01T00:00" }, "until", /before it begins/],
  ["a moment that is none", { from: "soon" }, "from", /day and a time/],
  ["ten times a day", { frequency: "day", frequencyTimes: "10" }, "frequencyTimes", /between 1 and 9/],
  [
    "another shop's campaign",
    condition({ fact: "shown", how: "least", value: "1", campaign: 999_999 }),
    "conditions.0.conditions.0.campaign",
    /does not exist any more/,
  ],
])("%s is refused, and the message says what to do", async (_name, change, field, message) => {
  const saved = await save(change);
  expect(saved.ok ? null : saved.errors[field]).toMatch(message);
});

test("content of every kind is what the form shows again", async () => {
  const steps = [
    [
      HEADING,
      newBlock("text", [], { text: "See [terms](/policies/terms)." }),
      newBlock("image", [], { address: "https://cdn.shopify.com/a.png", alt: "A kettle" }),
      newBlock("countdown", [], { minutes: "90" }),
      newBlock("countdown", ["countdown"], { ends: "at", at: "2026-12-24T18:00" }),
      newBlock("products", [], { from: "chosen", products: "copper-kettle\nfern-pot" }),
      newBlock("products", ["products"], { from: "recent" }),
      newBlock("choice", [], { text: "Tea?", answers: "Green\nBlack" }),
      newBlock("email", [], { text: "Join", consent: "No spam.", withName: true }),
      newBlock("spacer", []),
      newBlock("button", [], { text: "On", act: "next" }),
    ],
    [
      newBlock("heading", ["heading"], { text: "Thanks" }),
      newBlock("button", ["button"], { text: "Apply", act: "discount", code: "TEN" }),
      newBlock("button", ["button", "button2"], { text: "Shop", act: "link", address: "/collections/all" }),
    ],
  ];
  const form: CampaignForm = {
    ...FORM,
    surface: "slide",
    teaser: "10 % off",
    holdout: "10",
    look: { ...EMPTY_LOOK, position: "start", accent: "#24613b", radius: "0", animation: "none", shadow: false },
    variants: [
      { ...FIRST, weight: "30", steps },
      { ...FIRST, id: "b", weight: "70" },
    ],
    triggers: [
      { kind: "exit", value: "" },
      { kind: "scroll", value: "50" },
      { kind: "click", value: "#size-guide" },
    ],
    triggerMode: "all",
    conditions: [
      {
        mode: "any",
        conditions: [
          { ...EMPTY_CONDITION, fact: "referrer", how: "has", value: "google., bing." },
          { ...EMPTY_CONDITION, fact: "cart", how: "least", value: "50" },
        ],
      },
      {
        mode: "none",
        conditions: [
          { ...EMPTY_CONDITION, fact: "day", how: "is", value: "sat, sun" },
          { ...EMPTY_CONDITION, fact: "types", how: "is", value: "tea pots, cups" },
          { fact: "dismissed", how: "least", value: "2", campaign: 0, days: "7" },
        ],
      },
    ],
    conditionMode: "any",
    from: "2026-12-01T09:00",
    until: "2026-12-24T18:30",
    frequency: "day",
    frequencyTimes: "3",
    mostDismissals: "2",
    stopAfterOrder: true,
    rules: [
      addTo("Answered", { when: "submit", block: "choice" }),
      addTo("Answered", { when: "engagement", block: "choice" }),
      addTo("Wished", { when: "goal", goal: "wishlist" }),
    ],
  };
  const saved = await save(form);
  expect(saved.ok && (await viewEditor(shop.id, saved.id))?.form).toEqual(form);
});

test("a text and a button that were left empty are left out", async () => {
  const saved = await save({
    rules: [],
    variants: [{ ...FIRST, steps: [[HEADING, newBlock("text", []), newBlock("button", [])]] }],
  });
  const form = saved.ok ? (await viewEditor(shop.id, saved.id))?.form : undefined;
  expect(form?.variants[0]?.steps).toEqual([[HEADING]]);
});
