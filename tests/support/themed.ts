import type { Browser, Page } from "playwright-core";
import { newPerson } from "./browser.ts";

/** What a theme, or another app, adds to the demo shop's own. */
export interface Themed {
  readonly css?: string;
  /** Before the body's end. */
  readonly html?: string;
  readonly path?: string;
  readonly viewport?: { width: number; height: number };
}

/** A shopper in a theme with these rules and this markup of its own. */
export async function visitThemed(
  browser: Browser,
  shop: string,
  { css = "", html = "", path = "/", viewport = { width: 1280, height: 800 } }: Themed,
) {
  const { page, errors } = await newPerson(browser);
  await page.setViewportSize(viewport);
  await page.route(shop + path, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</head>", `<style>${css}</style></head>`);
    await route.fulfill({ response, body: body.replace("</body>", `${html}</body>`) });
  });
  await page.goto(shop + path);
  return { page, errors };
}

/** A cart drawer as themes have them since years: a fixed element above the page, with what is paid at its end. */
export const DRAWER = `
  <style>
    #drawer { position: fixed; inset: 0 0 0 auto; width: 400px; max-width: 100vw; z-index: 1000; visibility: hidden;
      background: #fff; display: grid; align-content: space-between; padding: 16px; box-sizing: border-box; }
    #drawer.active { visibility: visible; }
  </style>
  <button id="open" style="position: fixed; inset: 45% auto auto 45%">Open the cart</button>
  <div id="drawer" role="dialog" aria-modal="true" aria-label="Cart">
    <button id="drawer-close">Close the cart</button><button id="pay">Check out</button>
  </div>
  <script>
    const drawer = document.getElementById("drawer");
    document.getElementById("open").onclick = () => { drawer.classList.add("active"); };
    document.getElementById("drawer-close").onclick = () => { drawer.classList.remove("active"); };
    drawer.addEventListener("keyup", (event) => { if (event.key === "Escape") drawer.classList.remove("active"); });
  </script>`;

/** What a click on the upper, middle or lower part of the element would hit is the element. */
export async function isReachable(page: Page, selector: string): Promise<boolean> {
  await page.locator(selector).waitFor();
  return page.locator(selector).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [0.2, 0.5, 0.8].every((part) =>
      element.contains(document.elementFromPoint(x + width / 2, y + height * part)),
    );
  });
}

/** Scrolls at once, whatever the theme says of scrolling. */
export const scrollPage = (page: Page, top: number) =>
  page.evaluate((to) => {
    scrollTo({ top: to, behavior: "instant" });
  }, top);
