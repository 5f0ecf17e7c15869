import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_AUDIENCE } from "#app/contract/audience.schema.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import type { RuleForm } from "#app/features/campaigns/rule.form.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { newBlock, type BlockForm } from "#app/features/campaigns/block.form.ts";
import { EMPTY_LOOK, EMPTY_VARIANT } from "#app/features/campaigns/variant.form.ts";
import { addTo, makeShop } from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

let shop: Shop;
const FORM: CampaignForm = { ...EMPTY_FORM, name: "Spring", ...popupForm() };

const BUTTON = "variants.0.steps.0.1.address";
const linked = (address: string) => popupForm({ button: { act: "link", address } });

const VARIANT = popupForm();
const FIRST = VARIANT.variants[0] ?? EMPTY_VARIANT;
const changed = (change: object) => ({ rules: [], variants: [{ ...FIRST, ...change }] });
const blocks = (...list: BlockForm[]) => changed({ steps: [list] });
const HEADING = newBlock("heading", [], { text: "Hi" });
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => newBlock("heading", [], { text: "Hi", name: `heading${index + 2}` }));
const AT_1 = "variants.0.steps.0.1.";

beforeAll(async () => {
  shop = await makeShop("fern.myshopify.com");
});
afterAll(closeDatabase);

const save = (change: object, id: number | null = null) => saveCampaign(shop.id, id, { ...FORM, ...change });
describe("a form that can't be saved names the field and says what to do", () => {
  test.each<[string, object, string, RegExp]>([
    ["no name", { name: "  " }, "name", /Give the campaign a name/],
    ["no heading", popupForm({ heading: "" }), "variants.0.steps.0.0.text", /Write a heading/],
    [
      "an enormous heading",
      popupForm({ heading: "x".repeat(121) }),
      "variants.0.steps.0.0.text",
      /at most 120 characters/,
    ],
    ["an enormous text", popupForm({ text: "x".repeat(1001) }), "variants.0.steps.0.1.text", /at most 1000 characters/],
    ["NUL in a text", popupForm({ text: "a\0b" }), "variants.0.steps.0.1.text", /can't be stored/],
    ["half an emoji", { name: "\ud83d" }, "name", /can't be stored/],
    ["a script for a link", linked("javascript:alert(1)"), BUTTON, /begins with https/],
    ["a link without protocol", linked("//evil.example"), BUTTON, /begins with https/],
    ["a backslash link", linked("/\\evil.example"), BUTTON, /begins with https/],
    [
      "a link and no button",
      popupForm({ button: { text: "", act: "link", address: "/" } }),
      "variants.0.steps.0.1.text",
      /nothing to click/,
    ],
    [
      "a rule on a button that is not there",
      { ...popupForm({ button: { text: "", act: "link" } }), rules: [addTo("A")] },
      "rules.0.block",
      /nothing to click/,
    ],
    [
      "a rule on a form that is not there",
      { rules: [addTo("A", { when: "submit" })] },
      "rules.0.block",
      /nothing to submit/,
    ],
    [
      "a rule on a code that is not there",
      { rules: [addTo("A", { block: "code" })] },
      "rules.0.block",
      /nothing to click/,
    ],
    [
      "a view of no time",
      { rules: [addTo("A", { when: "view", seconds: "0" })] },
      "rules.0.seconds",
      /between 1 and 120/,
    ],
    [
      "engaging with a button",
      { rules: [addTo("A", { when: "engagement", block: "button" })] },
      "rules.0.block",
      /nothing else can be engaged with/,
    ],
    [
      "engaging no times",
      { ...popupForm({ code: "TEN" }), rules: [addTo("A", { when: "engagement", block: "code", times: "0" })] },
      "rules.0.times",
      /between 1 and 100/,
    ],
    [
      "products in words",
      { rules: [addTo("A", { when: "order", products: "fern" })] },
      "rules.0.products",
      /product numbers/,
    ],
    [
      "a page of another site",
      { rules: [addTo("A", { when: "page", path: "evil.example" })] },
      "rules.0.path",
      /path of your shop/,
    ],
    ["removing from nothing", { rules: [addTo("", { action: "remove" })] }, "rules.0.removeFrom", /Choose an audience/],
    [
      "removing from what is not there",
      { rules: [addTo("", { action: "remove", removeFrom: 999 })] },
      "rules.0.removeFrom",
      /does not exist/,
    ],
    [
      "an attribute of no name",
      { rules: [addTo("", { action: "set", value: "L" })] },
      "rules.0.attribute",
      /Name the attribute/,
    ],
    [
      "an attribute of no value",
      { rules: [addTo("", { action: "set", attribute: "size" })] },
      "rules.0.value",
      /Give the attribute/,
    ],
    ["21 rules", { rules: Array<RuleForm>(21).fill(addTo("A")) }, "rules", /at most 20 rules/],
    ["a name of 121 characters", { rules: [addTo("x".repeat(121))] }, "rules.0.audience", /at most 120/],
    [
      "an ending in words",
      { rules: [addTo("A", { newAudience: { ...EMPTY_AUDIENCE, endsAfterDays: "soon" } })] },
      "rules.0.newAudience.endsAfterDays",
      /between 1 and 3650 days/,
    ],
    [
      "an ending by what is not there",
      { rules: [addTo("A", { newAudience: { ...EMPTY_AUDIENCE, endsOnJoining: 999 } })] },
      "rules.0.newAudience.endsOnJoining",
      /does not exist/,
    ],
    ["a priority of nothing", { priority: "" }, "priority", /whole number/],
    ["a priority of 1000", { priority: "1000" }, "priority", /between 1 and 100/],
    ["no seconds", { triggers: [{ kind: "delay", value: "0" }] }, "triggers.0.value", /between 1 and 600/],
    [
      "a scroll past the end",
      { triggers: [{ kind: "scroll", value: "101" }] },
      "triggers.0.value",
      /between 1 and 100/,
    ],
    ["a selector with markup", { triggers: [{ kind: "click", value: "<b>" }] }, "triggers.0.value", /CSS selector/],
    ["no trigger", { triggers: [] }, "triggers", /at least one trigger/],
    ["a trigger of nobody", { triggers: [{ kind: "moon", value: "" }] }, "triggers.0.kind", /can't be used/],
    ["inline content without a place", { surface: "inline" }, "placement", /Name the placement/],
    ["a placement with markup", { surface: "inline", placement: '"]<b>' }, "placement", /Name the placement/],
    ["a colour in words", { look: { ...EMPTY_LOOK, ink: "red" } }, "look.ink", /#rrggbb/],
    ["a colour with CSS in it", { look: { ...EMPTY_LOOK, ink: "#000000;}*{}" } }, "look.ink", /#rrggbb/],
    ["a corner of a mile", { look: { ...EMPTY_LOOK, radius: "1600" } }, "look.radius", /between 0 and 40/],
    ["a holdout of everybody", { holdout: "100" }, "holdout", /between 0 and 50/],
    ["no variant", { variants: [] }, "variants", /./],
    ["a variant twice", { variants: [...VARIANT.variants, ...VARIANT.variants] }, "variants", /the same/],
    ["a variant of no weight", changed({ weight: "0" }), "variants.0.weight", /between 1 and 1000/],
    ["no step", changed({ steps: [] }), "variants.0.steps", /./],
    ["an empty step", changed({ steps: [...FIRST.steps, []] }), "variants.0.steps", /Step 2 is empty/],
    [
      "five steps",
      changed({ steps: Array(5).fill([newBlock("heading", [], { text: "Hi" })]) }),
      "variants.0.steps",
      /at most 4/,
    ],
    ["nothing said", blocks(newBlock("spacer", [])), "variants.0.steps", /add a heading or a text/],
    ["two blocks of one name", blocks(HEADING, HEADING), "variants.0.steps", /Two blocks have one name/],
    ["21 blocks", blocks(HEADING, ...many(20)), "variants.0.steps", /at most 20 blocks/],
    ["a type of nobody", blocks({ ...HEADING, type: "video" as never }), "variants.0.steps.0.0.type", /can't be used/],
    ["a name with markup", blocks({ ...HEADING, name: "<b>" }), "variants.0.steps.0.0.name", /can't be used/],
    [
      "a link in a text to a script",
      blocks(HEADING, newBlock("text", [], { text: "[a](javascript:x)" })),
      AT_1 + "text",
      /leads nowhere/,
    ],
    [
      "an image without a description",
      blocks(HEADING, newBlock("image", [], { address: "https://a.example/b.png" })),
      AT_1 + "alt",
      /can't see it/,
    ],
    [
      "an image of data",
      blocks(HEADING, newBlock("image", [], { address: "data:image/png,", alt: "x" })),
      AT_1 + "address",
      /https/,
    ],
    [
      "one answer",
      blocks(HEADING, newBlock("choice", [], { text: "Q", answers: "Yes" })),
      AT_1 + "answers",
      /2 to 6 answers/,
    ],
    [
      "a countdown of no time",
      blocks(HEADING, newBlock("countdown", [], { minutes: "0" })),
      AT_1 + "minutes",
      /between 1 minute/,
    ],
    [
      "a countdown to never",
      blocks(HEADING, newBlock("countdown", [], { ends: "at", at: "soon" })),
      AT_1 + "at",
      /when it ends/,
    ],
    ["products of no name", blocks(HEADING, newBlock("products", [], { from: "chosen" })), AT_1 + "products", /1 to 8/],
    [
      "products with a path",
      blocks(HEADING, newBlock("products", [], { from: "chosen", products: "../cart" })),
      AT_1 + "products",
      /1 to 8/,
    ],
    ["a step after the last", popupForm({ button: { act: "next" } }), "variants.0.steps.0.1.act", /no next step/],
    [
      "a discount of no code",
      popupForm({ button: { act: "discount" } }),
      "variants.0.steps.0.1.code",
      /Name the discount code/,
    ],
    ["days in words", { frequency: "days", frequencyDays: "two" }, "frequencyDays", /between 1 and 365/],
    ["a window of a year", { clickWindowDays: "365" }, "clickWindowDays", /between 1 and 60/],
    ["a page type of nobody", { pageTypes: ["moon"] }, "pageTypes", /can't be used/],
    ["a field of another type", { devices: "phone" }, "devices", /can't be used/],
    ["a missing field", { visitor: undefined }, "visitor", /missing/],
    ["a segment both included and excluded", { include: [1], exclude: [1] }, "exclude", /nobody would see it/],
    ["a segment that does not exist", { include: [999] }, "include", /does not exist/],
  ])("%s", async (_name, change, field, message) => {
    const result = await save(change);
    expect(result).toMatchObject({ ok: false, status: 422 });
    expect(!result.ok && result.errors[field]).toMatch(message);
    expect(await prisma.campaign.count({ where: { shopId: shop.id } })).toBe(0);
  });
});
