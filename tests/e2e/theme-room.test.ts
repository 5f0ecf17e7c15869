import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { POLL, QUIET_MS, shopForAll } from "../support/shop-for-all.ts";
import { bar, button, heading, look, overlay, type Wanted } from "../support/shop-front.ts";
import { DRAWER, isReachable, scrollPage, visitThemed, type Themed } from "../support/themed.ts";

const { dress, browser, address } = shopForAll();
const visit = (theme: Themed) => visitThemed(browser(), address(""), theme);
const BAR = { surface: "bar", ...look({ position: "top", pushes: true }) } as const;
const PUSHING: Wanted = { content: BAR, blocks: [heading("Hello"), button(["close"])] };
const LONG = "main { min-height: 3000px; }";
const boxes = async (page: Page) => {
  const [strip, header] = await Promise.all([bar(page).boundingBox(), page.locator("header.bar").boundingBox()]);
  return { end: (strip?.y ?? 0) + (strip?.height ?? 0), header: header?.y ?? -1 };
};

describe("a bar that pushes", () => {
  test.each([
    ["sticky", "position: sticky; top: 0"],
    ["sticky with an offset", "position: sticky; top: 12px"],
    ["fixed", "position: fixed; inset: 0 0 auto"],
    ["fixed with an offset", "position: fixed; inset: 8px 8px auto"],
    ["over the first picture", "position: absolute; inset: 0 0 auto"],
  ])("lies on no header that is %s", async (_name, style) => {
    dress([PUSHING]);
    const css = `${LONG} header.bar { ${style}; z-index: 3; background: #fff; } main { padding-top: 120px; }`;
    for (const width of [390, 1280]) {
      const { page } = await visit({ css, viewport: { width, height: 844 } });
      await bar(page).waitFor();
      for (const top of style.includes("absolute") ? [0] : [0, 600]) {
        await scrollPage(page, top);
        await expect
          .poll(async () => (await boxes(page)).header - (await boxes(page)).end, POLL)
          .toBeGreaterThanOrEqual(-1);
        expect(await isReachable(page, "header a[href='/cart']")).toBe(true);
      }
    }
  });

  test("lies on nothing at the top of a page that is too short to scroll", async () => {
    dress([PUSHING]);
    const { page } = await visit({ path: "/search", viewport: { width: 1280, height: 1400 } });
    await bar(page).waitFor();
    await expect.poll(() => isReachable(page, "header a[href='/cart']"), POLL).toBe(true);
  });

  test("nor on the top of the page when it becomes higher", async () => {
    const blocks = [
      heading("Free delivery in the whole country from forty euros, today only"),
      button(["close"], "Read more of it"),
    ];
    dress([{ content: BAR, blocks }]);
    const { page } = await visit({ css: LONG });
    await bar(page).waitFor();
    await page.setViewportSize({ width: 320, height: 700 });
    await scrollPage(page, 0);
    await expect
      .poll(async () => (await boxes(page)).header - (await boxes(page)).end, POLL)
      .toBeGreaterThanOrEqual(-1);
  });

  test("keeps what is being read in its place, and gives back exactly what it took", async () => {
    dress([{ ...PUSHING, trigger: ["scroll", 20] }]);
    const css = `${LONG} header.bar { position: sticky; top: 4px; }`;
    const html = `<script>document.body.style.paddingTop = "10px"; document.querySelector("header.bar").style.top = "4px";</script>`;
    const { page } = await visit({ css, html });
    const styles = () =>
      page.evaluate(() => [
        document.body.getAttribute("style"),
        document.querySelector("header.bar")?.getAttribute("style"),
        document.documentElement.getAttribute("style"),
      ]);
    const footer = () => page.locator("footer").evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const before = await styles();
    await page.waitForTimeout(QUIET_MS);
    await scrollPage(page, 1_000);
    const at = await footer();
    await bar(page).waitFor();
    await expect.poll(footer, POLL).toBe(at);
    await bar(page).getByRole("button", { name: "Go" }).click();
    await bar(page).waitFor({ state: "detached" });
    await expect.poll(footer, POLL).toBe(at);
    expect(await page.evaluate(() => scrollY)).toBe(1_000);
    await expect.poll(styles, POLL).toEqual(before);
  });

  test.each(["border-box", "content-box"])(
    "where an element scrolls instead (%s) it cuts off nothing",
    async (sizing) => {
      dress([PUSHING], { scroller: "inner" });
      const { page } = await visit({ css: `.page-wrapper, body { box-sizing: ${sizing}; } ${LONG}` });
      await bar(page).waitFor();
      await expect
        .poll(async () => (await boxes(page)).header - (await boxes(page)).end, POLL)
        .toBeGreaterThanOrEqual(-1);
      await page.locator(".page-wrapper").evaluate((scroller) => {
        scroller.scrollTop = scroller.scrollHeight;
      });
      const end = await page
        .locator("footer")
        .evaluate((element) => Math.round(element.getBoundingClientRect().bottom));
      expect(end).toBeLessThanOrEqual(800);
      await page.keyboard.press("Escape");
      await bar(page).waitFor({ state: "detached" });
      await expect.poll(() => page.locator(".page-wrapper").getAttribute("style"), POLL).toBeNull();
    },
  );
});

test.each([
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
])("a long slide-in is as short as a high header wants it, and no shorter: $width px", async (viewport) => {
  const long = Array.from({ length: 30 }, (_, at) => ({ ...heading(`Line ${at}`), name: `line-${at}` }));
  dress([{ content: { surface: "slide" }, blocks: [...long, { ...button(["close"], "Fine"), name: "fine" }] }]);
  const { page } = await visit({
    html: `<div class="band" style="position: fixed; inset: 0 0 auto; height: 260px; background: #fff; z-index: 20; display: flex; justify-content: space-between; align-items: end">
      <a href="/cart">To the cart</a><a id="account" href="/account">Account</a></div>`,
    viewport,
  });
  await overlay(page).waitFor();
  await expect.poll(() => isReachable(page, "#account"), POLL).toBe(true);
  const top = () =>
    overlay(page)
      .locator(".box")
      .evaluate((box) => box.getBoundingClientRect().top);
  await expect.poll(top, POLL).toBeCloseTo(276, 0);
  // The last of it can be scrolled to, and the way out is in view.
  await overlay(page).getByRole("button", { name: "Close" }).click({ trial: true });
  await overlay(page).getByRole("button", { name: "Fine" }).scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector(".band")?.remove());
  await expect.poll(top, POLL).toBeLessThan(160);
});

test("a scroll of the cart drawer is no scroll of the page", async () => {
  dress([{ content: { surface: "slide" }, trigger: ["scroll", 50] }]);
  const { page } = await visit({
    css: "main { min-height: 6000px; }",
    html: DRAWER.replace(
      '<button id="pay">',
      "<div id=lines style='height:600px;overflow:auto'><p style='height:900px'></div><button id=\"pay\">",
    ),
  });
  await page.waitForTimeout(QUIET_MS);
  await page.getByRole("button", { name: "Open the cart" }).click();
  await page.locator("#lines").evaluate((element) => {
    element.scrollTop = 900;
  });
  await page.locator("#pay").focus();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(2_000);
  expect(await overlay(page).count()).toBe(0);
});

describe("a discount that was taken", () => {
  const take = async (html: string) => {
    dress([{ blocks: [heading("Ten off"), button(["discount", "TEN"])] }]);
    const { page } = await visit({ html });
    await overlay(page).getByRole("button", { name: "Go" }).click();
    return page;
  };
  const told = (page: Page) => page.evaluate(() => (window as unknown as { told: unknown[] }).told);

  test("goes through the theme's own action where it has one", async () => {
    const page = await take(`<script>window.told = [];
      Shopify.actions = { updateCart: async (change) => { told.push(change); } };</script>`);
    await expect.poll(() => told(page), POLL).toEqual([{ discountCodes: ["TEN"] }]);
  });

  test("is told to a theme that has none, and to the shopper; closing is no dismissal then", async () => {
    const page = await take(`<cart-items></cart-items><script>window.told = [];
      document.querySelector("cart-items").onCartUpdate = () => told.push("Dawn");
      document.addEventListener("shopify:cart:discount-update", ({ promise }) => promise.then(({ cart }) => told.push(cart.discount_codes[0].code)));
      document.addEventListener("throughline:dismiss", () => told.push("dismiss"));</script>`);
    await overlay(page).getByText("Discount applied: TEN").waitFor();
    await expect.poll(() => told(page), POLL).toEqual(["Dawn", "TEN"]);
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await told(page)).toEqual(["Dawn", "TEN"]);
  });

  test("is drawn in the demo shop's own bag, a section by itself", async () => {
    const page = await take("");
    await overlay(page).getByText("Discount applied: TEN").waitFor();
    await overlay(page).getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Bag", exact: true }).click();
    await page.locator("#sheet").getByText("Discount TEN").waitFor();
  });

  test("the shop does not answer: the shopper can still type the code", async () => {
    dress([{ blocks: [heading("Ten off"), button(["discount", "TEN"])] }]);
    const { page } = await visit({});
    await page.route("**/cart/update.js", (route) => route.fulfill({ status: 429, body: "<!doctype html>" }));
    await overlay(page).getByRole("button", { name: "Go" }).click();
    await overlay(page).getByText("Enter this code at checkout: TEN").waitFor();
  });
});
