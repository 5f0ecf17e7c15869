import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { expectAccessible } from "../support/accessible.ts";
import { newPerson } from "../support/browser.ts";
import { browserForAll } from "../support/shop-for-all.ts";
import { merchantAt } from "../support/merchant.ts";
import { freshDatabase } from "../support/fresh-database.ts";
import { OVERLAY, overlay } from "../support/shop-front.ts";

const POLL = { timeout: 30_000, interval: 250 };

/**
 * Audiences as a merchant makes them and shoppers fill them: every trigger, the ending, the archive, the profile. Steps
 * of one story: none is tried again without those before it.
 */
describe("audiences", { retry: 0 }, () => {
  let sandbox: Sandbox;
  const browser = browserForAll({ keeps: true });
  let merchant: Page;
  let app: FrameLocator;
  let at: ReturnType<typeof merchantAt>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-audiences-"));
    sandbox = await startSandbox({
      folder,
      ports: { admin: 0, front: 0, shop: 0 },
      env: { PGLITE_DIR: await freshDatabase() },
      onLine: () => undefined,
    });
    merchant = (await newPerson(browser())).page;
    at = merchantAt(merchant);
    app = at.app;
    await merchant.goto(sandbox.addresses.admin);
    await app.getByText("Set up (0 of 5 done)").waitFor();
  });
  afterAll(async () => {
    await sandbox.stop();
  });

  let broken = false;
  beforeEach((context) => {
    if (broken) context.skip("an earlier step failed");
  });
  afterEach(({ task }) => {
    broken ||= task.result?.state === "fail";
  });

  const save = () => merchant.getByRole("button", { name: "Save", exact: true }).click();
  const toast = (text: string) => merchant.locator("#toasts").getByText(text).first().waitFor();
  const membersOf = async (name: string) => {
    await at.open("Segments");
    return app.getByRole("row", { name: new RegExp(name) }).innerText();
  };

  test("the form takes rules of every kind, suggests names, and says what a rule lacks", async () => {
    await at.fillIn({ name: "Welcome", heading: "Hello", audience: "Saw the welcome" });
    await app.getByLabel("When").first().selectOption("view");
    await app.getByLabel("For", { exact: true }).fill("2");
    const add = async (when: string) => {
      await app.getByRole("button", { name: "Add a rule" }).click();
      await app.getByLabel("When").last().selectOption(when);
    };
    await add("engagement");
    await add("submit");
    await add("cart");
    expect(await app.getByLabel("Audience", { exact: true }).last().getAttribute("placeholder")).toBe(
      "Added to cart after: Welcome",
    );
    await save();
    await app.getByText("There is nothing to submit").first().waitFor();
    await expectAccessible(merchant);
    await at.addBlock("Discount code");
    await app.getByLabel("Discount code to copy").fill("TEN");
    await at.addBlock("E-mail form");
    await app.getByLabel("Which", { exact: true }).selectOption("code");
    // A slip of a name that exists is pointed out.
    await save();
    await app.getByRole("button", { name: "Activate" }).waitFor();
    await app.getByLabel("Audience", { exact: true }).last().fill("Saw the welcom");
    await app.getByText("There is an audience called “Saw the welcome”").waitFor();
    await merchant.getByRole("button", { name: "Discard" }).click();
    await app.getByRole("button", { name: "Activate" }).click();
    await app.getByRole("button", { name: "Pause" }).waitFor();
    await app.getByText("Publishing to your storefront").waitFor({ state: "hidden" });
  });

  test("the test link shows the campaign, counts nothing, and works only as it was signed", async () => {
    expect(await at.strayLinks()).toEqual([]);
    const link = await app.getByRole("link", { name: "Preview in store" }).getAttribute("href");
    expect(link).toContain(`${sandbox.addresses.shop}/#throughline=`);
    const { page, errors } = await newPerson(browser());
    const posts: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
    await page.goto(link ?? "");
    await overlay(page).getByRole("heading", { name: "Hello" }).waitFor();
    await page.keyboard.press("Escape");
    expect(posts).toEqual([]);
    expect(errors).toEqual([]);
    // This browser is the shop's own from now on.
    expect(await page.evaluate(() => localStorage.getItem("throughline"))).toBe('{"own":true}');
    const { page: stranger } = await newPerson(browser());
    const answered = stranger.waitForResponse((response) => response.url().includes("/test/"));
    await stranger.goto((link ?? "").replace(/=\d+/, "=999"));
    expect((await answered).status()).toBe(404);
    expect(await stranger.locator(OVERLAY).count()).toBe(0);
  });

  test("a debug link says of each campaign why it shows or doesn't, on every page; a revoked one says nothing", async () => {
    await at.open("Settings");
    expect(await at.strayLinks()).toEqual([]);
    const link = await app.getByRole("link", { name: "Explain campaigns in your shop" }).getAttribute("href");
    const { page, errors } = await newPerson(browser());
    await page.goto(link ?? "");
    const panel = page.locator("#throughline-debug details");
    await panel.getByText("Welcome").waitFor();
    await panel.getByText("The shopper has not allowed what it needs.").waitFor();
    await page.getByRole("button", { name: "Accept" }).click();
    await panel.getByText("Its turn has come.").waitFor();
    await page.keyboard.press("Escape");
    await panel.getByText("It was closed.").waitFor();
    await page.getByRole("link", { name: "Search" }).first().click();
    await panel.getByText("It has shown as often as it may.").waitFor();
    expect(errors).toEqual([]);
    await app.getByRole("button", { name: "Revoke all test links made so far" }).click();
    await merchant.getByText("All earlier links are revoked").waitFor();
    const answered = page.waitForResponse((response) => response.url().includes("/test/"));
    await page.reload();
    expect((await answered).status()).toBe(404);
    expect(await panel.count()).toBe(0);
    await page.context().close();
  });

  test("a shopper looks, copies, signs up and adds to the cart: four audiences have a member", async () => {
    const { page, errors } = await newPerson(browser());
    await page.goto(`${sandbox.addresses.shop}/products/fern-pot`);
    await page.getByRole("button", { name: "Accept" }).click();
    const popup = overlay(page);
    await popup.getByRole("heading", { name: "Hello" }).waitFor();
    const kinds = async () =>
      page.evaluate(() => {
        const memory = JSON.parse(localStorage.getItem("throughline") ?? "{}") as {
          views?: { sums: Record<string, number> };
        };
        return Math.max(0, ...Object.values(memory.views?.sums ?? {}));
      });
    await expect.poll(kinds, POLL).toBeGreaterThanOrEqual(2_000);
    await popup.getByRole("button", { name: "Copy code" }).click();
    await popup.getByRole("button", { name: "Send" }).click();
    await popup.getByText("Enter an e-mail address").waitFor();
    await popup.getByLabel("E-mail address").fill("ada@example.com");
    // Shopify is down when it is told of her.
    sandbox.faults.push(503);
    await page.keyboard.press("Enter");
    await popup.getByText("Thank you").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("heading", { name: "Your cart" }).waitFor();
    expect(errors).toEqual([]);
    for (const name of ["Saw the welcome", "Engaged: Welcome", "Signed up: Welcome", "Added to cart after: Welcome"])
      await expect.poll(() => membersOf(name), POLL).toMatch(/From campaigns\s+1\s/);
  });

  test("the address becomes a subscriber in Shopify, though it was down at first; the merchant sees how it stands", async () => {
    const { customers } = sandbox.world.state;
    const marketing = () => customers.find((one) => one.email === "ada@example.com")?.marketing;
    await expect.poll(marketing, POLL).toMatchObject({ state: "SUBSCRIBED", level: "SINGLE_OPT_IN" });
    await at.open("Answers");
    const row = app.getByRole("row", { name: /ada@example.com/ });
    await row.getByText("Customer", { exact: true }).waitFor();
    await row.getByRole("link", { name: "Welcome" }).waitFor();
    await expectAccessible(merchant);
  });

  test("the audience's page says who, why and by which rules; its ending can be set", async () => {
    await at.open("Segments");
    await app.getByRole("link", { name: "Engaged: Welcome" }).click();
    await app.getByText("Who copies the code: joins").waitFor();
    await app.getByText(/Copied the code in Welcome/).waitFor();
    await expectAccessible(merchant);
    await app.getByLabel("Membership ends after").fill("0");
    await save();
    await app.getByText("Choose between 1 and 3650 days").waitFor();
    await app.getByLabel("Membership ends after").fill("30");
    await app.getByLabel("Description").fill("Wants a discount");
    await app.getByLabel("Tags").fill(" Summer ,discounts");
    await save();
    await toast("Audience saved");
    await app.getByRole("columnheader", { name: "Ends" }).waitFor();
  });

  test("the list is narrowed by tag, by name and by kind, and comes back as it was left", async () => {
    await at.open("Segments");
    const row = (name: string) => app.getByRole("row", { name: new RegExp(name) });
    await row("Saw the welcome").waitFor();
    await app.getByLabel("Tag").selectOption("summer");
    await row("Saw the welcome").waitFor({ state: "detached" });
    await row("Engaged: Welcome").getByText("discounts").waitFor();
    await app.getByLabel("Search by name").fill("signed");
    await app.getByText("No segment matches").waitFor();
    await expectAccessible(merchant);
    await app.getByLabel("Tag").selectOption("");
    await row("Signed up: Welcome").waitFor();
    await app.getByRole("link", { name: "Signed up: Welcome" }).click();
    await app.getByRole("heading", { name: "Signed up: Welcome" }).waitFor();
    await merchant.goBack();
    await row("Signed up: Welcome").waitFor();
    expect(await app.getByLabel("Search by name").inputValue()).toBe("signed");
    await at.open("Segments");
    await app.getByRole("link", { name: "Engaged: Welcome" }).click();
    await app.getByText("Who copies the code: joins").waitFor();
  });

  test("an audience in use can't be archived; one that is not can, and comes back", async () => {
    const archive = async () => {
      await app.getByRole("button", { name: "Archive segment" }).click();
      await app.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    };
    await archive();
    await app.getByText("It is in use: Welcome. Pause or change these first.").waitFor();
    await at.open("Campaigns");
    await app.getByRole("link", { name: "Welcome", exact: true }).click();
    await app.getByRole("button", { name: "Pause" }).click();
    await app.getByRole("button", { name: "Activate" }).waitFor();
    await at.open("Segments");
    await app.getByRole("link", { name: "Engaged: Welcome" }).click();
    await archive();
    await toast("Segment archived");
    await app.getByText("It is archived").waitFor();
    await app.getByRole("button", { name: "Take out of the archive" }).click();
    await toast("Segment restored");
  });

  test("a member's profile shows what happened, its memberships with reasons", async () => {
    await app
      .getByRole("link", { name: /^Visitor / })
      .first()
      .click();
    await app.getByText("What happened").waitFor();
    await app
      .getByText(/Sent the form of/)
      .first()
      .waitFor();
    await app
      .getByText(/Added to the cart after/)
      .first()
      .waitFor();
    await app
      .getByRole("row", { name: /Saw the welcome/ })
      .getByText("Member")
      .waitFor();
    await expectAccessible(merchant);
    await merchant.setViewportSize({ width: 390, height: 844 });
    await app.getByText("What happened").waitFor();
    await expectAccessible(merchant);
  });
});
