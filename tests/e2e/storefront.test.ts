import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { newPerson } from "../support/browser.ts";
import { browserForAll } from "../support/shop-for-all.ts";
import { merchantAt } from "../support/merchant.ts";
import { freshDatabase } from "../support/fresh-database.ts";
import { overlay } from "../support/shop-front.ts";

const POLL = { timeout: 30_000, interval: 250 };

describe("the storefront script", () => {
  let sandbox: Sandbox;
  const browser = browserForAll({ keeps: true });

  beforeAll(async () => {
    // A database on disk: the app is stopped and started in between.
    const folder = await mkdtemp(join(tmpdir(), "throughline-storefront-"));
    sandbox = await startSandbox({
      folder,
      ports: { admin: 0, front: 0, shop: 0 },
      env: { PGLITE_DIR: await freshDatabase() },
      onLine: () => undefined,
    });
    const { page, context } = await newPerson(browser());
    const { allowOverlays, fillIn, saveAndActivate } = merchantAt(page);
    await page.goto(sandbox.addresses.admin);
    await allowOverlays();
    await fillIn({ name: "Welcome", heading: "Welcome", button: ["Go on", "/cart"], audience: "Clicked" });
    await saveAndActivate();
    await fillIn({ name: "Follow-up", heading: "Again", include: "Clicked", frequency: "On every page" });
    await saveAndActivate();
    await context.close();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const visit = async (path = "/") => {
    const { page, errors } = await newPerson(browser());
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(sandbox.addresses.shop + path);
    return { page, errors, requests };
  };
  const accept = (page: Page) => page.getByRole("button", { name: "Accept" }).click();
  const memory = (page: Page) =>
    page.evaluate(() => JSON.parse(localStorage.getItem("throughline") ?? "{}") as Record<string, unknown>);
  const queued = async (page: Page) => ((await memory(page))["queue"] as unknown[] | undefined)?.length ?? 0;
  const members = async (page: Page) =>
    ((await memory(page))["members"] as { keys: string[] } | undefined)?.keys.length ?? 0;

  test("what is measured: page, exposure, one second in view, and by what it was closed", async () => {
    const { page } = await visit("/products/fern-pot");
    const sent: { kind: string; means?: string; campaign?: number }[] = [];
    page.on("request", (request) => {
      if (!request.url().endsWith("/events")) return;
      const { events } = JSON.parse(request.postData() ?? "{}") as { events: typeof sent };
      sent.push(...events);
    });
    await accept(page);
    await overlay(page).waitFor();
    const kinds = () => sent.map((event) => event.kind);
    await expect.poll(kinds, POLL).toContain("impression");
    await page.keyboard.press("Escape");
    await expect.poll(kinds, POLL).toContain("dismiss");
    // The page's event says what did not show: it waits for the decision.
    expect(kinds()).toEqual(["exposure", "page", "impression", "dismiss"]);
    expect(sent[1]).toMatchObject({ pageType: "product", path: "/products/fern-pot", consent: "marketing" });
    expect(sent[3]).toMatchObject({ means: "escape", campaign: 1, version: 1, variant: "a" });
  });

  test("a popup that is closed at once was no impression", async () => {
    const { page } = await visit();
    let bodies = "";
    page.on("request", (request) => (bodies += request.postData() ?? ""));
    await accept(page);
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => bodies, POLL).toContain('"dismiss"');
    await expect.poll(() => queued(page), POLL).toBe(0);
    expect(bodies).not.toContain('"impression"');
  });

  test("without consent: no popup, nothing stored, no request, also after declining", async () => {
    const { page, requests, errors } = await visit();
    await page.getByRole("button", { name: "Decline" }).click();
    await page.reload();
    await page.waitForLoadState("networkidle");
    expect(await overlay(page).count()).toBe(0);
    expect(await memory(page)).toEqual({});
    expect(requests.filter((path) => /apps|cart|popup/.test(path))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("the decision needs no request: the renderer is the first thing that loads", async () => {
    const { page, requests } = await visit();
    requests.length = 0;
    await accept(page);
    await overlay(page).waitFor();
    expect(requests[0]).toContain("throughline-show.js");
  });

  const focused = (page: Page) =>
    page.evaluate(() => {
      const inside = document.querySelector("#throughline")?.shadowRoot?.activeElement;
      return inside ? `popup ${inside.className}` : document.activeElement?.id;
    });

  test("by keyboard: focus goes in and not behind, Escape gives it back", async () => {
    const { page } = await visit();
    await page.locator("#cookie-settings").focus();
    await page.evaluate(() => {
      (
        window as unknown as { Shopify: { customerPrivacy: { setTrackingConsent: (consent: object) => void } } }
      ).Shopify.customerPrivacy.setTrackingConsent({ preferences: true, analytics: true, marketing: true });
    });
    await overlay(page).waitFor();
    const seen: (string | undefined)[] = [];
    for (let press = 0; press < 6; press++) {
      seen.push(await focused(page));
      await page.keyboard.press("Tab");
    }
    expect(seen).toContain("popup action");
    expect(seen).toContain("popup close");
    // Between the last and the first the browser's own controls have their turn; the page behind never.
    expect(seen.filter((one) => one !== "" && !one?.startsWith("popup"))).toEqual([]);
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await focused(page)).toBe("cookie-settings");
  });

  test("by keyboard: Enter clicks the button", async () => {
    const { page } = await visit();
    await accept(page);
    await overlay(page).getByRole("link", { name: "Go on" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your cart" }).waitFor();
    expect(await members(page)).toBe(1);
  });

  test("the close button is 44 px, and the backdrop closes too", async () => {
    const { page } = await visit();
    await accept(page);
    const box = await overlay(page).getByRole("button", { name: "Close" }).boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(44);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await page.mouse.click(5, 400);
    await overlay(page).waitFor({ state: "detached" });
  });

  test("a click that a script makes does not count", async () => {
    const { page } = await visit();
    await accept(page);
    await overlay(page).waitFor();
    await page.evaluate(() => {
      const action = document.querySelector("#throughline")?.shadowRoot?.querySelector(".action");
      action?.addEventListener("click", (event) => event.preventDefault());
      (action as HTMLElement).click();
    });
    expect(await overlay(page).count()).toBe(1);
    expect(await members(page)).toBe(0);
  });

  test("once a visit: not again on the next page", async () => {
    const { page } = await visit();
    await accept(page);
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await page.goto(`${sandbox.addresses.shop}/products/green-tea`);
    await expect.poll(() => queued(page), POLL).toBe(0);
    expect(await overlay(page).count()).toBe(0);
  });

  test("with the app down the shop is unharmed; the click arrives later, once", async () => {
    const { page } = await visit();
    await sandbox.stopApp();
    await accept(page);
    await overlay(page).getByRole("link", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "Your cart" }).waitFor();
    // At once, by the rule that the server has too.
    expect(await members(page)).toBe(1);
    expect(await queued(page)).toBeGreaterThanOrEqual(3);
    await sandbox.startApp();
    await page.goto(`${sandbox.addresses.shop}/products/green-tea`);
    await expect.poll(() => queued(page), POLL).toBe(0);
    expect(await members(page)).toBe(1);
    await overlay(page).getByRole("heading", { name: "Again" }).waitFor();
  });

  test("consent withdrawn: id, history, memberships and the cart's reference are gone, and sending stops", async () => {
    const { page, requests } = await visit("/products/fern-pot");
    await accept(page);
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add to cart" }).click();
    const carried = () => Object.values(sandbox.world.state.carts).some((cart) => "__throughline" in cart.attributes);
    await expect.poll(carried, POLL).toBe(true);
    await expect.poll(() => queued(page), POLL).toBe(0);
    await page.getByRole("button", { name: "Cookie settings" }).click();
    await page.getByRole("button", { name: "Decline" }).click();
    await expect.poll(carried, POLL).toBe(false);
    expect(await memory(page)).toEqual({});
    requests.length = 0;
    await page.goto(`${sandbox.addresses.shop}/products/green-tea`);
    await page.waitForLoadState("networkidle");
    expect(requests.filter((path) => path.startsWith("/apps"))).toEqual([]);
  });

  test("a content that is not printed is fetched by its hash", async () => {
    const { page, requests } = await visit();
    await page.route("**/", async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace(/("contents": )\{.+\},$/m, "$1{},");
      await route.fulfill({ response, body: html });
    });
    await page.reload();
    await accept(page);
    await overlay(page).getByRole("heading", { name: "Welcome" }).waitFor();
    expect(requests.some((path) => path.includes("/apps/throughline/content/"))).toBe(true);
  });
});
