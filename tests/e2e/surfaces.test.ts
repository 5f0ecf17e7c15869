import { describe, expect, test } from "vitest";
import { expectAccessible } from "../support/accessible.ts";
import { POLL, shopForAll } from "../support/shop-for-all.ts";
import { bar, button, counted, heading, look, overlay, OVERLAY, BAR } from "../support/shop-front.ts";

const { dress, visit, address } = shopForAll();
const EMAIL = {
  type: "email",
  name: "email",
  label: "Join",
  consent: "See [terms](/policies).",
  withName: true,
} as const;
const ALL_BLOCKS = [
  heading("Something is whistling"),
  { type: "text", name: "text", text: "Look at [the kettle](/products/copper-kettle)." },
  { type: "image", name: "image", url: "/img/fern-pot.svg", alt: "A kettle" },
  { type: "countdown", name: "countdown", ends: ["minutes", 15] },
  { type: "code", name: "code", code: "TEN" },
  EMAIL,
  { type: "choice", name: "choice", question: "Tea?", answers: ["Green", "Black"] },
  { type: "spacer", name: "spacer" },
  button(["link", "/cart"]),
] as const;

describe.each([
  ["the page scrolls", "document", "en"],
  ["an element scrolls", "inner", "en"],
  ["right to left", "document", "ar"],
] as const)("%s", (_name, scroller, locale) => {
  test.each(["popup", "slide", "full"] as const)(
    "%s: shows, closes, breaks no rule, shifts nothing",
    async (surface) => {
      dress([{ blocks: ALL_BLOCKS, content: { surface } }], { scroller, locale, look: "dark" });
      const { page, errors, kinds, shifted } = await visit("/products/fern-pot", { width: 320, height: 640 });
      await overlay(page).getByRole("heading", { name: "Something is whistling" }).waitFor();
      await overlay(page)
        .getByRole("timer")
        .getByText(/^00:14:5\d$/)
        .waitFor();
      await expectAccessible(page, OVERLAY);
      const card = await overlay(page).locator(".card").boundingBox();
      expect(card && card.x >= 0 && card.x + card.width <= 320 && card.height <= 640).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await overlay(page).locator(".close").click();
      await overlay(page).waitFor({ state: "detached" });
      await expect.poll(kinds, POLL).toContain("dismiss");
      expect(await shifted()).toBe(0);
      expect(errors).toEqual([]);
    },
  );

  test.each(["top", "bottom"] as const)(
    "a bar at the %s covers nothing that is being read, also where it pushes",
    async (position) => {
      const content = { surface: "bar", ...look({ position, pushes: true }) } as const;
      dress([{ blocks: [heading("Free delivery today"), button(["close"])], content }], { scroller, locale });
      const { page, errors, shifted } = await visit("/products/fern-pot", { width: 390, height: 500 });
      await bar(page).waitFor();
      await expectAccessible(page, BAR);
      const box = await bar(page).boundingBox();
      expect(position === "top" ? box?.y : Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(
        position === "top" ? 0 : 500,
      );
      // The page can be used: a bar is no modal.
      await page.getByRole("button", { name: "Cookie settings" }).focus();
      await page.keyboard.press("Escape");
      await bar(page).waitFor({ state: "detached" });
      expect(await shifted()).toBe(0);
      expect(errors).toEqual([]);
    },
  );
});

test("a slide-in leaves the page usable and the focus where it is; its corner follows the language", async () => {
  for (const [locale, side] of [
    ["en", "right"],
    ["ar", "left"],
  ] as const) {
    dress([{ trigger: ["delay", 1], content: { surface: "slide" } }], { locale });
    const { page } = await visit("/search");
    await page.getByRole("searchbox").fill("ket");
    await overlay(page).waitFor();
    await page.keyboard.type("tle");
    expect(await page.getByRole("searchbox").inputValue()).toBe("kettle");
    const box = await overlay(page).locator(".card").boundingBox();
    expect((box?.x ?? 0) > 640 ? "right" : "left").toBe(side);
  }
});

test("inline content: the highest priority fills the place, which was kept free; else its own text stands", async () => {
  const inline = { surface: "inline" } as const;
  dress([
    { placement: "home", priority: 10, content: inline },
    { placement: "home", priority: 60, content: inline, blocks: [heading("Spring is here"), EMAIL] },
    { placement: "elsewhere", priority: 99, content: inline },
  ]);
  const { page, heard, shifted } = await visit();
  await page.getByRole("heading", { name: "Spring is here" }).waitFor();
  expect(await page.getByText("Fresh from the greenhouse").count()).toBe(0);
  await expectAccessible(page, "[data-throughline-placement]");
  expect((await heard()).filter((event) => event.kind === "exposure").map((event) => event.campaign)).toEqual([2]);
  expect(await shifted()).toBeLessThan(0.1);
  dress([]);
  await page.reload();
  await page.getByText("Fresh from the greenhouse").waitFor();
});

test("a tab opens it again after it was closed", async () => {
  dress([{ content: { teaser: "10 % off" } }]);
  const { page, kinds } = await visit();
  await overlay(page).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "10 % off" }).click();
  await overlay(page).getByRole("heading", { name: "Campaign 1" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "10 % off" }).waitFor();
  expect((await kinds()).filter((kind) => kind === "exposure")).toHaveLength(1);
});

describe("what a shopper can do", () => {
  test("a form leads to the next step, which thanks; the words are the shopper's language", async () => {
    const content = {
      steps: [
        [heading("Join"), { ...EMAIL, label: "" }],
        [heading("Bitte sehr"), button(["close"])],
      ],
    };
    dress([{ content }], { locale: "de" });
    const { page, heard } = await visit();
    await overlay(page).getByLabel("Vorname").fill("Ada");
    await overlay(page).getByLabel("E-Mail-Adresse").fill("ada@example.com");
    await overlay(page).getByRole("button", { name: "Senden" }).click();
    await overlay(page).getByRole("heading", { name: "Bitte sehr" }).waitFor();
    await overlay(page).getByRole("button", { name: "Go" }).click();
    await overlay(page).waitFor({ state: "detached" });
    const events = await heard();
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(["engagement", "submit", "click"]));
    // What a shopper typed is nobody's but the shop's: not even the page's.
    expect(JSON.stringify(events)).not.toContain("ada");
    // Who gave an address is not asked again.
    await page.reload();
    await page.waitForTimeout(500);
    expect(await overlay(page).count()).toBe(0);
  });

  test("a discount goes to the cart beside the codes that are there", async () => {
    dress([{ blocks: [heading("Ten off"), button(["discount", "TEN"])] }]);
    const { page } = await visit();
    await page.evaluate(() =>
      fetch("/cart/update.js", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ discount: "FREESHIP" }),
      }),
    );
    await overlay(page).getByRole("button", { name: "Go" }).click();
    const codes = () =>
      page.evaluate(async () => {
        const cart = (await (await fetch("/cart.js")).json()) as { discount_codes: { code: string }[] };
        return cart.discount_codes.map((one) => one.code);
      });
    await expect.poll(codes, POLL).toEqual(["FREESHIP", "TEN"]);
  });

  test("products: chosen ones, recommended ones, and those looked at before; an answer to a question", async () => {
    const products = (name: string, from: ["chosen", string[]] | ["recent"] | ["recommended"]) =>
      ({ type: "products", name, from }) as const;
    const choice = { type: "choice", name: "choice", question: "Tea?", answers: ["Green", "Black"] } as const;
    dress([
      {
        pageTypes: ["product"],
        visitor: "any",
        trigger: ["pages", 2],
        content: { surface: "slide" },
        blocks: [
          heading("For you"),
          products("products", ["chosen", ["copper-kettle", "no-such-thing"]]),
          products("products2", ["recommended"]),
          products("products3", ["recent"]),
          choice,
        ],
      },
    ]);
    const { page, heard } = await visit("/products/linen-towel");
    await counted(page, 1);
    await page.goto(address("/products/fern-pot"));
    const shelf = (at: number) => overlay(page).locator(".products").nth(at).getByRole("link");
    await expect.poll(() => shelf(0).count(), POLL).toBe(1);
    await expect.poll(() => shelf(1).count(), POLL).toBe(3);
    await expect.poll(() => shelf(2).allInnerTexts(), POLL).toEqual([expect.stringContaining("Linen tea towel")]);
    expect(await shelf(0).innerText()).toContain("€79.00");
    await overlay(page).getByRole("button", { name: "Black" }).click();
    await overlay(page).getByText("Thank you").waitFor();
    expect((await heard()).filter((event) => event.block === "choice").map((event) => event.kind)).toEqual([
      "engagement",
      "submit",
    ]);
  });
});
