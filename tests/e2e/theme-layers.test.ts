import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { POLL, QUIET_MS, shopForAll } from "../support/shop-for-all.ts";
import { bar, button, heading, look, overlay, type Wanted } from "../support/shop-front.ts";
import { DRAWER, isReachable, visitThemed, type Themed } from "../support/themed.ts";

const { dress, browser, address } = shopForAll();
const visit = (theme: Themed) => visitThemed(browser(), address(""), theme);
const EMAIL = { type: "email", name: "email", label: "Join", consent: "", withName: false } as const;
const PHONE = { width: 390, height: 844 };

const shows = (surface: "popup" | "slide" | "full" | "bar"): Wanted => ({
  content: { surface },
  blocks: [heading("Hello"), button(["close"])],
});
const openCart = (page: Page) => page.getByRole("button", { name: "Open the cart" }).click();

describe("what is put away holds no campaign back", () => {
  /** How themes put a drawer away without `display` or `visibility`, so that it can slide or fade. */
  test.each([
    [
      "moved out of the window",
      'style="position: fixed; inset: 0 0 0 auto; width: 320px; transform: translateX(100%)"',
    ],
    ["left of everything", 'style="position: absolute; left: -9999px; width: 320px; height: 300px"'],
    ["above the window", 'style="position: fixed; inset: -100vh 0 auto; height: 100vh"'],
    ["made transparent", 'style="position: fixed; inset: 0; opacity: 0; pointer-events: none"'],
    ["scaled to nothing", 'style="position: fixed; inset: 0; transform: scale(0)"'],
    ["clipped", 'style="position: fixed; inset: 0; clip-path: inset(0 0 0 100%)"'],
    ["behind the page", 'style="position: fixed; inset: 0; z-index: -1"'],
    [
      "hidden from everybody",
      'aria-hidden="true" style="position: fixed; inset: 0 0 0 auto; transform: translateX(100%)"',
    ],
    ["inert", 'inert style="position: fixed; inset: 0 0 0 auto; width: 320px; transform: translateX(100%)"'],
  ])("a drawer %s", async (_name, attributes) => {
    dress([shows("popup")]);
    const { page } = await visit({
      html: `<div role="dialog" aria-modal="true" aria-label="Cart" ${attributes}><button>Cart</button></div>`,
    });
    await overlay(page).waitFor({ timeout: 6_000 });
  });

  test("the search in a closed <details>, though it says aria-modal", async () => {
    dress([shows("popup")]);
    const { page } = await visit({
      html: `<details><summary>Search the shop</summary><div role="dialog" aria-modal="true">Looking for …</div></details>`,
    });
    await overlay(page).waitFor({ timeout: 5_000 });
  });

  test.each([
    [
      "a header that stays",
      '<header class="site-header" style="position: fixed; inset: 0 0 auto; height: 90px; background: #fff"><a href="/cart">To the cart</a></header>',
    ],
    [
      "a chat's button",
      '<div class="chat-popup" style="position: fixed; inset: auto 20px 20px auto; width: 60px; height: 60px"><button>Chat</button></div>',
    ],
    [
      "the button of a cookie tool",
      '<div id="cookie-widget" style="position: fixed; inset: auto auto 10px 10px"><button>Cookies</button></div>',
    ],
    [
      "a picture behind everything",
      '<div class="cart-background" style="position: fixed; inset: 0; z-index: -1; background: #eee"></div>',
    ],
    ["filters in the page", '<div class="filter-drawer" style="min-height: 80vh"><button>Filter</button></div>'],
  ])("%s is no open layer", async (_name, html) => {
    dress([shows("popup")]);
    const { page } = await visit({ html });
    await overlay(page).waitFor({ timeout: 6_000 });
  });
});

/** Open in the page's first moment; the button closes it. */
const OPEN_LAYERS = [
  [
    "a menu drawer without a role",
    '<div class="menu-drawer" style="STYLE; inset: 0 auto 0 0; width: 320px">BUTTON<a href="/">Home</a></div>',
  ],
  ["a fixed layer without a name", '<div style="STYLE; inset: 0 0 0 auto; width: 420px">BUTTON</div>'],
  [
    "the menu in an open <details>",
    '<details open><summary>Menu</summary><div style="STYLE; inset: 60px auto 0 0; width: 420px">BUTTON</div></details>',
  ],
  [
    "a search over the page",
    '<div class="predictive-search" style="STYLE; inset: 0; height: 70vh">BUTTON<input></div>',
  ],
  [
    "a component of its own",
    '<x-drawer></x-drawer><script>document.querySelector("x-drawer").attachShadow({ mode: "open" }).innerHTML = `<div style="STYLE; inset: 0 0 0 auto; width: 420px">BUTTON</div>`;</script>',
  ],
  [
    "a question for consent",
    '<div id="cookie-banner" style="STYLE; inset: auto 0 0; padding: 20px">May we? BUTTON</div>',
  ],
] as const;
const layer = (html: string) =>
  html
    .replace("STYLE", "position: fixed; z-index: 90; background: #fff")
    .replace("BUTTON", "<button onclick='(this.getRootNode().host ?? this.parentElement).remove()'>Put away</button>");

describe("what the theme has open is waited for", () => {
  test.each(OPEN_LAYERS)("%s", async (_name, html) => {
    dress([shows("popup")]);
    const { page } = await visit({ html: layer(html) });
    await page.waitForTimeout(2 * QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
    await page.getByRole("button", { name: "Put away" }).click();
    await overlay(page).waitFor();
  });

  test("also what it opened while the images loaded", async () => {
    const image = { type: "image", name: "image", url: "/slow.svg", alt: "" } as const;
    dress([{ trigger: ["click", ".brand"], blocks: [image, heading("Hello"), EMAIL] }]);
    const { page } = await visit({ html: `<script>document.querySelector(".brand").removeAttribute("href")</script>` });
    let draw = (): void => undefined;
    const drawn = new Promise<void>((resolve) => (draw = resolve));
    await page.route("**/slow.svg", async (route) => {
      await drawn;
      await route.fulfill({ contentType: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" });
    });
    await page.waitForTimeout(QUIET_MS);
    const asked = page.waitForRequest("**/slow.svg");
    await page.locator(".brand").click();
    await asked;
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    draw();
    await page.waitForTimeout(QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
    await page.getByRole("button", { name: "Close menu" }).click();
    await overlay(page).waitFor();
  });
});

describe.each([
  ["desktop", { width: 1280, height: 800 }],
  ["phone", PHONE],
] as const)("what was shown first, on a %s", (_name, viewport) => {
  test.each([
    ["a slide-in", { surface: "slide" }],
    ["a slide-in in the other corner", { surface: "slide", ...look({ position: "start" }) }],
    ["a bar at the bottom", { surface: "bar", ...look({ position: "bottom" }) }],
    ["a bar at the top", { surface: "bar", ...look({ position: "top" }) }],
    ["a bar that pushes", { surface: "bar", ...look({ position: "top", pushes: true }) }],
  ] as const)("%s leaves the cart drawer free, and comes back after it", async (_name, content) => {
    dress([{ content, blocks: [heading("Hello"), EMAIL] }]);
    const { page } = await visit({ html: DRAWER, viewport });
    const card = page.locator("dialog[open] .card");
    await card.waitFor();
    await page.locator("#open").evaluate((opener: HTMLElement) => {
      opener.click();
    });
    await card.waitFor({ state: "hidden" });
    await expect
      .poll(async () => [await isReachable(page, "#pay"), await isReachable(page, "#drawer-close")], POLL)
      .toEqual([true, true]);
    await page.locator("#drawer-close").click();
    await card.waitFor();
  });

  test("a popup steps aside for what a script opens, leaves the page usable, and comes back", async () => {
    dress([shows("popup")]);
    const { page } = await visit({ html: DRAWER, viewport });
    await overlay(page).waitFor();
    await page.locator("#open").evaluate((opener: HTMLElement) => {
      opener.click();
    });
    await overlay(page).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Close the cart" }).click();
    await overlay(page).waitFor();
  });

  test("a slide-in leaves the cookie question free, and comes back after the answer", async () => {
    dress([shows("slide")], { region: "EU" });
    const { page } = await visit({ viewport });
    await page.locator("#consent [data-accept]").click();
    await overlay(page).waitFor();
    await page.getByRole("button", { name: "Cookie settings" }).evaluate((opener: HTMLElement) => {
      opener.click();
    });
    await expect.poll(() => isReachable(page, "#consent [data-accept]"), POLL).toBe(true);
    await page.locator("#consent [data-accept]").click();
    await overlay(page).waitFor();
  });

  test.each(["start", "end"] as const)(
    "no slide-in (%s) and no tab covers what sells at the window's edge",
    async (position) => {
      dress([{ content: { surface: "slide", teaser: "Ten off", ...look({ position }) }, blocks: [heading("Hello")] }]);
      const buy = `<div class="sticky-buy" style="position: fixed; inset: auto 0 0; padding: 12px; display: flex; justify-content: space-between; background: #fff; z-index: 20">
      <button>Choose a colour</button><button id="buy">Add to cart now</button></div>`;
      const { page } = await visit({ html: buy, viewport });
      await overlay(page).waitFor();
      await expect.poll(() => isReachable(page, "#buy"), POLL).toBe(true);
      await overlay(page).getByRole("button", { name: "Close" }).click();
      await page.getByRole("button", { name: "Ten off" }).waitFor();
      for (const name of ["Choose a colour", "Add to cart now"])
        await page.getByRole("button", { name }).click({ timeout: 5_000 });
    },
  );

  test("a bar at the bottom that needs no consent does not cover the question for consent", async () => {
    dress([{ ...shows("bar"), content: { surface: "bar", ...look({ position: "bottom" }) } }], { region: "EU" });
    const { page } = await visit({ css: ".consent { z-index: 2000003; }", viewport });
    await bar(page).waitFor();
    for (const answer of ["[data-accept]", "[data-decline]"])
      expect(await isReachable(page, `#consent ${answer}`)).toBe(true);
  });
});

describe.each(["document", "inner"] as const)("in the demo shop (what scrolls: the %s)", (scroller) => {
  test.each([390, 1280])("its bag, search and menu are left free at %s px", async (width) => {
    dress([shows("slide")], { scroller });
    const { page } = await visit({ viewport: { width, height: 800 } });
    const openings = [
      ["button", "Bag", "Close the bag"],
      ["button", "Menu", "Close menu"],
    ] as const;
    await overlay(page).waitFor();
    for (const [role, opener, closer] of openings) {
      await page.getByRole(role, { name: opener, exact: true }).click();
      await overlay(page).waitFor({ state: "hidden" });
      await page.getByRole("button", { name: closer }).click();
      await overlay(page).waitFor();
    }
  });

  test("who opens the bag keeps the focus in it, and Escape closes it alone", async () => {
    dress([shows("slide")], { scroller });
    const { page } = await visit({});
    await overlay(page).waitFor();
    await page.getByRole("button", { name: "Bag", exact: true }).click();
    await overlay(page).waitFor({ state: "hidden" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), POLL).toBe("sheet");
    await page.keyboard.press("Escape");
    await page.locator("#sheet.active").waitFor({ state: "detached" });
    await overlay(page).waitFor();
  });
});

describe("Escape", () => {
  test("closes one thing, also in a theme that listens to its end (keyup)", async () => {
    dress([shows("slide")]);
    const { page } = await visit({ html: DRAWER });
    await overlay(page).waitFor();
    await openCart(page);
    await page.getByRole("button", { name: "Check out" }).focus();
    await page.keyboard.press("Escape");
    const open = [await overlay(page).count(), await page.locator("#drawer.active").count()];
    expect(open.filter(Boolean)).toHaveLength(1);
  });

  test("closes the popup and nothing of the theme's with it", async () => {
    dress([shows("popup")]);
    const { page } = await visit({
      html: `<script>window.heard = 0; for (const kind of ["keydown", "keyup"]) addEventListener(kind, ({ key }) => key === "Escape" && heard++);</script>`,
    });
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => (window as unknown as { heard: number }).heard)).toBe(0);
    // The next one is the theme's again.
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => (window as unknown as { heard: number }).heard)).toBe(2);
  });

  test("of a popup over a bar it closes the popup, the next one the bar", async () => {
    dress([shows("popup"), { ...shows("bar"), blocks: [heading("Strip")] }]);
    const { page } = await visit({});
    await Promise.all([overlay(page).waitFor(), bar(page).waitFor()]);
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    // It had stepped aside, perhaps: what can't be seen is not what a key means.
    await bar(page).waitFor();
    await page.keyboard.press("Escape");
    await bar(page).waitFor({ state: "detached" });
  });

  test("in a field with suggestions it is the field's", async () => {
    dress([shows("bar")]);
    const { page } = await visit({ path: "/search" });
    await bar(page).waitFor();
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Escape");
    expect(await bar(page).count()).toBe(1);
  });
});

describe("the page behind a popup", () => {
  test.each([
    ["desktop", { width: 1280, height: 800 }],
    ["small window", { width: 600, height: 500 }],
  ])("keeps its place under wheel and keys: %s", async (_name, viewport) => {
    dress([shows("popup")]);
    const { page } = await visit({ css: "main { min-height: 3000px; }", viewport });
    await overlay(page).waitFor();
    await page.mouse.move(20, 20);
    await page.mouse.wheel(0, 600);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("End");
    await page.waitForTimeout(QUIET_MS);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test("keeps the theme's own lock", async () => {
    dress([shows("popup")]);
    const { page } = await visit({ html: `<script>document.body.style.overflow = "hidden";</script>` });
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.body.getAttribute("style"))).toBe("overflow: hidden;");
  });
});
