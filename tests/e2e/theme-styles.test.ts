import { describe, expect, test } from "vitest";
import { POLL, QUIET_MS, shopForAll } from "../support/shop-for-all.ts";
import { BAR, bar, button, heading, look, OVERLAY, overlay, type Wanted } from "../support/shop-front.ts";
import { scrollPage, visitThemed, type Themed } from "../support/themed.ts";

const { dress, browser, address } = shopForAll();
const visit = (theme: Themed) => visitThemed(browser(), address(""), theme);
const SURFACES = ["popup", "slide", "full", "bar", "inline"] as const;

const shows = (surface: (typeof SURFACES)[number]): Wanted => ({
  content: surface === "bar" ? { surface, ...look({ position: "top", pushes: true }) } : { surface },
  blocks: [heading("Hello"), button(["close"])],
  ...(surface === "inline" ? { placement: "home" } : {}),
});

describe("rules of a theme that reach the host", () => {
  // Dawn and what derives from it hide empty elements; a host with a shadow root and no children is one.
  test.each(SURFACES)("empty elements are hidden: %s shows, and the page stays usable", async (surface) => {
    dress([shows(surface)]);
    const css = "a:empty, ul:empty, dl:empty, div:empty, section:empty, p:empty, h2:empty { display: none; }";
    const { page } = await visit({ css });
    await page.getByRole("heading", { name: "Hello" }).waitFor({ timeout: 5_000 });
    if (surface !== "inline") await page.getByRole("button", { name: "Go" }).click({ timeout: 5_000 });
    await page.getByRole("link", { name: "Search" }).click({ timeout: 5_000 });
  });

  test.each([
    "display: none !important",
    "visibility: hidden !important",
    "opacity: 0 !important",
    "position: absolute !important; left: -9999px !important",
    "content-visibility: hidden !important",
    "clip-path: inset(50%) !important",
  ])("div { %s }: it shows all the same", async (declaration) => {
    dress([shows("slide")]);
    const { page } = await visit({ css: `body > div:not([class]) { ${declaration}; }` });
    const title = overlay(page).getByRole("heading", { name: "Hello" });
    await title.waitFor({ timeout: 5_000 });
    const state = await page.locator(OVERLAY).evaluate((host) => {
      const { opacity, clipPath } = getComputedStyle(host);
      return [opacity, clipPath, (host.shadowRoot?.querySelector(".card")?.getBoundingClientRect().left ?? -1) > 0];
    });
    expect(state).toEqual(["1", "none", true]);
  });

  test("lists of what blockers hide know words: the id has none of them", async () => {
    dress([shows("popup")]);
    const { page } = await visit({ css: "[id*=popup], [id*=modal], [id*=overlay] { display: none !important; }" });
    await overlay(page).getByRole("heading", { name: "Hello" }).waitFor();
    const ids = await page.locator(`${OVERLAY}, ${BAR}`).evaluateAll((hosts) => hosts.map((host) => host.id));
    expect(ids.filter((id) => /popup|modal|overlay|banner|promo|newsletter|ad/i.test(id))).toEqual([]);
  });

  test("what is hidden for good by a blocker does not lock the page, and was neither seen nor dismissed", async () => {
    dress([shows("popup")]);
    const { page } = await visit({
      // What an extension's sheet says with !important nothing in the page can outdo: here the element says so itself.
      html: `<script>
        window.told = [];
        for (const kind of ["exposure", "impression", "dismiss"]) document.addEventListener("throughline:" + kind, () => told.push(kind));
        new MutationObserver(() => document.getElementById("throughline")?.style.setProperty("display", "none", "important"))
          .observe(document.body, { childList: true });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(":host { display: none !important }");
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (init) {
          const root = attach.call(this, init);
          setTimeout(() => { root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; });
          return root;
        };
      </script>`,
    });
    const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
    await expect.poll(told, POLL).toEqual(["exposure"]);
    await expect.poll(() => page.locator(OVERLAY).count(), POLL).toBe(0);
    await page.getByRole("link", { name: "Search" }).click({ timeout: 3_000 });
  });

  test("rules for * and div change nothing in it", async () => {
    dress([shows("popup")]);
    const { page } = await visit({
      css: "* { letter-spacing: .3em; text-transform: uppercase; white-space: nowrap; } div { --ink: red; } ::backdrop { background: red; }",
    });
    const title = overlay(page).getByRole("heading");
    await title.waitFor();
    const style = await title.evaluate((element) => {
      const { letterSpacing, textTransform, whiteSpace, color } = getComputedStyle(element);
      return [letterSpacing, textTransform, whiteSpace, color];
    });
    expect(style).toEqual(["normal", "none", "normal", "rgb(26, 26, 26)"]);
  });
});

describe("where the theme's body is a containing block", () => {
  test.each(["transform: translateX(0)", "filter: grayscale(0)", "will-change: transform", "contain: paint"])(
    "body { %s }: the tab, a slide-in and a bar stand in the window all the same",
    async (declaration) => {
      const themed = {
        css: `body { ${declaration}; } main { min-height: 3000px; }`,
        viewport: { width: 390, height: 844 },
      };
      dress([{ blocks: [heading("Ten off")], content: { teaser: "Open" } }]);
      const { page } = await visit(themed);
      await overlay(page).waitFor();
      await page.keyboard.press("Escape");
      const tab = await page.getByRole("button", { name: "Open" }).boundingBox();
      expect((tab?.y ?? 9_999) + (tab?.height ?? 0)).toBeLessThanOrEqual(844);

      dress([{ blocks: [heading("Ten off")], content: { surface: "slide" } }]);
      const { page: second } = await visit(themed);
      await overlay(second).waitFor();
      await scrollPage(second, 400);
      const slide = await overlay(second).boundingBox();
      expect((slide?.y ?? 9_999) + (slide?.height ?? 0)).toBeLessThanOrEqual(844);

      dress([{ blocks: [heading("Ten off")], content: { surface: "bar", ...look({ position: "bottom" }) } }]);
      const { page: third } = await visit(themed);
      await bar(third).waitFor();
      await scrollPage(third, 400);
      const strip = await bar(third).boundingBox();
      expect(Math.round((strip?.y ?? 9_999) + (strip?.height ?? 0))).toBe(844);
    },
  );
});

describe("inline content", () => {
  test("the theme editor draws a section again: its placement is filled again", async () => {
    dress([shows("inline")]);
    const { page } = await visit({ path: "/?__editor=1" });
    await page.getByRole("heading", { name: "Hello" }).waitFor();
    await page.evaluate(() => {
      const place = document.querySelector("[data-throughline-placement]");
      const section = place?.parentElement;
      const fresh = place?.cloneNode(false) as Element;
      fresh.innerHTML = "<p>Fresh from the greenhouse</p>";
      place?.replaceWith(fresh);
      section?.dispatchEvent(new CustomEvent("shopify:section:load", { bubbles: true, detail: { sectionId: "x" } }));
    });
    await page.getByRole("heading", { name: "Hello" }).waitFor({ timeout: 5_000 });
  });

  test("so it is where the theme itself draws a section again; it was shown once", async () => {
    dress([shows("inline")]);
    const { page } = await visit({
      html: `<script>window.told = []; document.addEventListener("throughline:exposure", () => told.push(1));</script>`,
    });
    await page.getByRole("heading", { name: "Hello" }).waitFor();
    await page.evaluate(() => {
      const main = document.querySelector("main") as Element;
      const copy = main.innerHTML;
      main.innerHTML = "";
      setTimeout(() => (main.innerHTML = copy), 50);
    });
    await page.getByRole("heading", { name: "Hello" }).waitFor({ timeout: 5_000 });
    expect(await page.evaluate(() => (window as unknown as { told: number[] }).told.length)).toBe(1);
  });

  test("a section that comes only now, in the theme editor, is filled", async () => {
    dress([{ ...shows("inline"), placement: "later" }]);
    const { page } = await visit({ path: "/?__editor=1" });
    await page.waitForTimeout(QUIET_MS);
    await page.evaluate(() => {
      const section = document.createElement("section");
      section.innerHTML = `<div data-throughline-placement="later"></div>`;
      document.querySelector("main")?.append(section);
      section.dispatchEvent(new CustomEvent("shopify:section:load", { bubbles: true, detail: { sectionId: "x" } }));
    });
    await page.getByRole("heading", { name: "Hello" }).waitFor({ timeout: 5_000 });
  });

  test.each([390, 1280])("in a narrow header, at %s px, it keeps its words whole", async (width) => {
    dress([{ content: { surface: "inline" }, placement: "narrow", blocks: [heading("Complimentary engraving")] }]);
    const css =
      ".narrow { display: flex; } .narrow > nav { flex: 1 0 auto; width: 80%; } .narrow h2 { font-size: 9px; }";
    const html = `<header class="narrow"><nav>Everything that we have</nav><div data-throughline-placement="narrow"></div></header>`;
    const { page } = await visit({ css, html, viewport: { width, height: 800 } });
    const title = page.getByRole("heading", { name: "Complimentary engraving" });
    await title.waitFor();
    // As high as two lines at most: one for each word.
    const lines = await title.evaluate(
      (element) => element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).lineHeight),
    );
    expect(Math.round(lines)).toBeLessThanOrEqual(2);
  });
});

test.each(["popup", "full"] as const)("%s: however long it is, it can be closed from its end", async (surface) => {
  const text = Array.from({ length: 14 }, (_, at) => ({
    type: "text" as const,
    name: `text${at}`,
    text: "It sings when it is done. ".repeat(12),
  }));
  dress([{ content: { surface }, blocks: [heading("Hello"), ...text] }]);
  const { page } = await visit({ viewport: { width: 390, height: 700 } });
  const card = overlay(page).locator(".card");
  await card.waitFor();
  await card.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  const box = await overlay(page).locator(".close").boundingBox();
  expect(box && box.y >= 0).toBe(true);
});
