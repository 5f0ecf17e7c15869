import type { BrowserContext, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumPath } from "../../scripts/chromium.mjs";
import { newPerson } from "../support/browser.ts";
import { bar, heading, overlay } from "../support/shop-front.ts";
import { POLL, shopForAll } from "../support/shop-for-all.ts";

const { dress, visit, address, browser } = shopForAll();
const EVENTS = "/apps/throughline/events";

interface Posted {
  id: string;
  kind: string;
  goal?: string;
  path: string;
  source?: object;
  held?: { campaign: number; reason: string }[];
}

/** What a page, or all pages of a browser, post to the app. */
function listen(to: Page | BrowserContext): Posted[] {
  const posted: Posted[] = [];
  to.on("request", (request) => {
    if (new URL(request.url()).pathname === EVENTS)
      posted.push(...(JSON.parse(request.postData() ?? "{}") as { events: Posted[] }).events);
  });
  return posted;
}
/** A page that ends may send again what was not answered yet: the server keeps one. */
const once = (posted: readonly Posted[]) => [...new Map(posted.map((event) => [event.id, event])).values()];

test("a page tells how the visit began and why campaigns do not show; the next tells no beginning", async () => {
  dress([{ pageTypes: ["cart"] }, { content: { surface: "bar" } }, { visitor: "returning", trigger: ["delay", 600] }]);
  const { page } = await newPerson(browser());
  const posted = listen(page);
  await page.goto(address("/?utm_source=news&utm_term=kettle"), { referer: "https://www.example.com/a" });
  const pages = () => once(posted).filter((event) => event.kind === "page");
  await expect.poll(pages, POLL).toHaveLength(1);
  expect(pages()[0]).toMatchObject({
    source: { referrer: "www.example.com/a", query: "?utm_source=news&utm_term=kettle", landing: "/" },
    held: [
      { campaign: 1, reason: "not_targeted" },
      { campaign: 3, reason: "not_targeted" },
    ],
  });
  await page.goto(address("/cart"));
  await expect.poll(pages, POLL).toHaveLength(2);
  expect(pages()[1]?.source).toBeUndefined();
});

test("the theme tells of a goal that a campaign names; of others nothing is sent", async () => {
  const rule = {
    when: { on: "goal", name: "wishlist" },
    variant: null,
    block: null,
    then: { do: "set", name: "wishes", value: "yes" },
  } as const;
  dress([{ rules: [rule], trigger: ["delay", 600] }]);
  const { page } = await visit();
  const posted = listen(page);
  await expect.poll(() => posted.length, POLL).toBeGreaterThan(0);
  await page.evaluate(() => {
    const { Throughline } = window as unknown as { Throughline: { track(goal: string): void } };
    Throughline.track("compare");
    Throughline.track("wishlist");
  });
  await expect
    .poll(
      () =>
        once(posted)
          .filter((event) => event.kind === "goal")
          .map((event) => event.goal),
      POLL,
    )
    .toEqual(["wishlist"]);
});

test("two tabs share the queue, and one sends what waits", async () => {
  dress([{ content: { surface: "bar" } }]);
  const { page } = await visit("/search");
  const context = page.context();
  await context.route(`**${EVENTS}`, (route) => route.abort());
  await page.goto(address("/"));
  const other = await context.newPage();
  await other.goto(address("/cart"));
  await bar(other).waitFor();
  const waiting = () =>
    page.evaluate(() => (JSON.parse(localStorage.getItem("throughline") ?? "{}") as { queue?: [] }).queue?.length);
  await expect.poll(waiting, POLL).toBeGreaterThanOrEqual(4);
  const posted = listen(context);
  await context.unroute(`**${EVENTS}`);
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
  const ids = posted.map((event) => event.id);
  expect(ids.length).toBeGreaterThanOrEqual(4);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a page that comes back whole, by Back, is a page that was looked at", async () => {
  dress([{ content: { surface: "bar" } }]);
  // Playwright's browsers put no pages away unless they are told to.
  const keeping = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  try {
    const page = await keeping.newPage();
    const posted = listen(page.context());
    await page.goto(address("/search"));
    await bar(page).waitFor();
    const paths = () =>
      once(posted)
        .filter((event) => event.kind === "page")
        .map((event) => event.path);
    await expect.poll(paths, POLL).toEqual(["/search"]);
    await page.evaluate(() => {
      addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    });
    await page.goto(address("/cart"));
    await expect.poll(paths, POLL).toEqual(["/search", "/cart"]);
    await page.evaluate(() => {
      history.back();
    });
    await page.waitForURL(address("/search"), { waitUntil: "commit" });
    await expect.poll(paths, POLL).toEqual(["/search", "/cart", "/search"]);
    expect(await page.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true);
    await bar(page).waitFor();
  } finally {
    await keeping.close();
  }
});

describe("access", () => {
  test.each(["popup", "slide", "bar", "full"] as const)(
    "%s: at 400 % nothing is cut off or needs to be scrolled sideways",
    async (surface) => {
      dress([
        {
          content: { surface },
          blocks: [
            heading("Something is whistling in the kitchen"),
            {
              type: "email",
              name: "email",
              label: "Join the list",
              consent: "See [terms](/policies).",
              withName: true,
            },
          ],
        },
      ]);
      // 1280 × 1024 at 400 % is a page of 320 × 256 CSS pixels (WCAG 2.2, 1.4.10).
      const { page } = await visit("/", { width: 320, height: 256 });
      const frame = surface === "bar" ? bar(page) : overlay(page);
      await frame.waitFor();
      const send = frame.getByRole("button", { name: "Join the list" });
      await send.scrollIntoViewIfNeeded();
      const close = frame.getByRole("button", { name: "Close" });
      await close.scrollIntoViewIfNeeded();
      for (const box of [await send.boundingBox(), await close.boundingBox()]) {
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
        expect(box?.height).toBeGreaterThanOrEqual(44);
      }
      const sideways = await frame.locator(".card").evaluate((card) => card.scrollWidth - card.clientWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      await close.click();
      await frame.waitFor({ state: "detached" });
    },
  );

  test("by keyboard alone: the focus goes in, stays in, sends the form, and comes back", async () => {
    dress([
      {
        trigger: ["click", "h1"],
        blocks: [
          heading("Join us"),
          { type: "text", name: "text", text: "See [terms](/policies)." },
          { type: "email", name: "email", label: "Join", consent: "", withName: false },
        ],
      },
      { trigger: ["delay", 600] },
    ]);
    const { page, kinds } = await visit("/search");
    const search = page.locator("main input, input[name=q]").first();
    await search.focus();
    await page.evaluate(() => {
      (window as unknown as { Throughline: { show(id: number): boolean } }).Throughline.show(1);
    });
    await overlay(page).waitFor();
    const inside = () =>
      page.evaluate(() => {
        const within = document.activeElement?.shadowRoot?.activeElement;
        return within ? `${within.tagName} ${within.textContent}`.trim() : "";
      });
    const walked: string[] = [];
    for (let step = 0; step < 8; step++) {
      walked.push(await inside());
      await page.keyboard.press("Tab");
    }
    expect(new Set(walked.filter((one) => one !== ""))).toEqual(
      new Set(["A terms", "INPUT", "BUTTON Join", "BUTTON ×"]),
    );
    // Never in the page behind: its elements are inert while the dialog is open.
    expect(await page.evaluate(() => document.activeElement?.matches("main *"))).not.toBe(true);
    await overlay(page).getByLabel("E-mail").focus();
    await page.keyboard.type("ada@example.com");
    await page.keyboard.press("Enter");
    await expect.poll(kinds, POLL).toContain("submit");
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

test("no request before the decision", async () => {
  dress([{ content: { surface: "bar" } }]);
  const { page } = await newPerson(browser());
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(address("/cart"));
  await bar(page).waitFor();
  const ours = asked.filter((path) => path.includes("throughline"));
  expect(ours[0]).toMatch(/throughline\.js$/);
  // What is asked for next follows from the decision: it was made.
  expect(ours[1]).toMatch(/throughline-(show|measure)\.js$/);
});
