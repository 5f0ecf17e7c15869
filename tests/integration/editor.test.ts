import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newBlock, type BlockForm } from "#app/features/campaigns/block.form.ts";
import { EMPTY_FORM, type CampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { fitRules } from "#app/features/campaigns/fit-rules.ts";
import { previewContent } from "#app/features/campaigns/preview-content.ts";
import { EMPTY_RULE, type RuleForm } from "#app/features/campaigns/rule.form.ts";
import { saveCampaign } from "#app/features/campaigns/save-campaign.server.ts";
import { EMPTY_LOOK, EMPTY_VARIANT } from "#app/features/campaigns/variant.form.ts";
import type { Shop } from "#app/features/shops/index.server.ts";
import { prisma } from "#app/infra/db.server.ts";
import { closeDatabase } from "#app/infra/lifecycle.server.ts";
import { makeShop } from "../support/app.ts";
import { popupForm } from "../support/content-form.ts";

let shop: Shop;
const FORM: CampaignForm = { ...EMPTY_FORM, name: "Spring", ...popupForm() };
beforeAll(async () => {
  shop = await makeShop("fern.myshopify.com");
});
afterAll(closeDatabase);
const save = (change: object) => saveCampaign(shop.id, null, { ...FORM, ...change });

describe("rules follow the blocks that are added and removed", () => {
  const HELLO = newBlock("heading", [], { text: "Hi" });
  const FORM_BLOCK = newBlock("email", []);
  const CLICKED = newBlock("button", [], { text: "Go", act: "close" });
  const BLANK = newBlock("button", []);
  const variants = (...list: BlockForm[]) => [{ ...EMPTY_VARIANT, steps: [list] }];
  const after = (rules: RuleForm[], before: BlockForm[], now: BlockForm[]) =>
    fitRules(rules, variants(...before), variants(...now)).map(({ when }) => when);

  test("a plain e-mail popup can be saved: with the form, rule 1 is that it is sent", async () => {
    expect(after([EMPTY_RULE], [HELLO, BLANK], [HELLO, BLANK, FORM_BLOCK])).toEqual(["submit"]);
    const content = variants(HELLO, BLANK, FORM_BLOCK);
    const rules = fitRules([EMPTY_RULE], variants(HELLO, BLANK), content);
    expect(await save({ name: "Plain", variants: content, rules })).toMatchObject({ ok: true });
  });

  test("also beside a button, while the rule is as it came; one that was written stays", () => {
    const own = { ...EMPTY_RULE, audience: "Clicked it" };
    expect(after([EMPTY_RULE], [HELLO, CLICKED], [HELLO, CLICKED, FORM_BLOCK])).toEqual(["submit"]);
    expect(after([own], [HELLO, CLICKED], [HELLO, CLICKED, FORM_BLOCK])).toEqual(["click"]);
    expect(after([own], [HELLO], [HELLO, FORM_BLOCK])).toEqual(["submit"]);
  });

  test("the form is removed again: what is left is clicked", () => {
    const sent: RuleForm = { ...EMPTY_RULE, when: "submit" };
    expect(after([sent], [HELLO, BLANK, FORM_BLOCK], [HELLO, BLANK])).toEqual(["click"]);
    expect(after([{ ...sent, audience: "A" }], [HELLO, CLICKED, FORM_BLOCK], [HELLO, CLICKED])).toEqual(["click"]);
    expect(after([{ ...sent, audience: "A" }], [HELLO, BLANK, FORM_BLOCK], [HELLO, BLANK])).toEqual(["submit"]);
  });

  test("writing in a block, and rules of other kinds, are left alone", () => {
    const erased = { ...CLICKED, text: "" };
    expect(after([EMPTY_RULE], [HELLO, CLICKED, FORM_BLOCK], [HELLO, erased, FORM_BLOCK])).toEqual(["click"]);
    const order: RuleForm = { ...EMPTY_RULE, when: "order" };
    const named: RuleForm = { ...EMPTY_RULE, block: "button" };
    expect(after([order, named], [HELLO, CLICKED], [HELLO, CLICKED, FORM_BLOCK])).toEqual(["order", "click"]);
  });
});

describe("what the preview draws", () => {
  const preview = (form: Partial<CampaignForm>, at = { variant: 0, step: 0 }) =>
    previewContent({ ...FORM, ...form }, at);

  test("of a campaign that can be saved it is what will be saved", async () => {
    const form = popupForm({ text: "See [terms](/terms)", code: "TEN", email: true });
    const look = { ...EMPTY_LOOK, background: "#102030", radius: "7" };
    const saved = await save({ name: "Previewed", ...form, look, surface: "slide", teaser: "Again", rules: [] });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    const { settings } = await prisma.campaign.findUniqueOrThrow({
      where: { shopId_id: { shopId: shop.id, id: saved.id } },
    });
    const { variants } = settings as unknown as { variants: { content: unknown }[] };
    expect(preview({ ...form, look, surface: "slide", teaser: "Again" })).toEqual(variants[0]?.content);
  });

  test("it is of the variant, and from the step, that is being written", () => {
    const said = (text: string) => newBlock("heading", [], { text });
    const variants = [
      { ...EMPTY_VARIANT, steps: [[said("A")]] },
      { ...EMPTY_VARIANT, id: "b", steps: [[said("B")], [said("B 2")]] },
    ];
    expect(preview({ variants }, { variant: 1, step: 0 }).steps).toMatchObject([[{ text: "B" }], [{ text: "B 2" }]]);
    expect(preview({ variants }, { variant: 1, step: 1 }).steps).toMatchObject([[{ text: "B 2" }]]);
    expect(preview({ variants }, { variant: 7, step: 0 }).steps).toMatchObject([[{ text: "A" }]]);
  });

  test("what is missing is stood in for, what says nothing is left out, and no color is none", () => {
    const steps = [
      [
        newBlock("heading", []),
        newBlock("text", []),
        newBlock("button", []),
        newBlock("button", ["button"], { text: "Go", address: "javascript:alert(1)" }),
        newBlock("image", [], { address: "http://a.example/a.png" }),
        newBlock("code", []),
        newBlock("choice", []),
        newBlock("countdown", [], { ends: "at", at: "soon" }),
      ],
    ];
    const look = { ...EMPTY_LOOK, accent: "red", radius: "round" };
    const drawn = preview({ variants: [{ ...EMPTY_VARIANT, steps }], look });
    expect(drawn.steps[0]).toMatchObject([
      { type: "heading", text: "Your heading" },
      { type: "button", label: "Go", act: ["link", "/"] },
      { type: "image", url: "/empty.svg" },
      { type: "code", code: "CODE" },
      { type: "choice", question: "Your question", answers: ["First answer", "Second answer"] },
      { type: "countdown", ends: ["minutes", 15] },
    ]);
    expect(drawn.look).toMatchObject({ accent: EMPTY_LOOK.accent, radius: 0 });
  });
});
