import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { expectAccessible } from "../support/accessible.ts";
import { newPerson } from "../support/browser.ts";
import { browserForAll } from "../support/shop-for-all.ts";
import { merchantAt } from "../support/merchant.ts";
import { freshDatabase } from "../support/fresh-database.ts";
import { overlay } from "../support/shop-front.ts";

const POLL = { timeout: 30_000, interval: 250 };

/** Segments by rule, as a merchant writes them and shoppers meet them. Steps of one story. */
describe("segments by rule", { retry: 0 }, () => {
  let sandbox: Sandbox;
  const browser = browserForAll({ keeps: true });
  let merchant: Page;
  let app: FrameLocator;
  let at: ReturnType<typeof merchantAt>;

  beforeAll(async () => {
    sandbox = await startSandbox({
      folder: null,
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
  const row = async (name: RegExp) => {
    await at.open("Segments");
    return app.getByRole("row", { name }).innerText();
  };

  test("a new shop has seven to begin with", async () => {
    await expect
      .poll(async () => {
        await at.open("Segments");
        return app.getByRole("row", { name: /Smart/ }).count();
      }, POLL)
      .toBe(7);
    await expectAccessible(merchant);
  });

  test("the rule is read back in words and counted while it is written; what lacks is said", async () => {
    await app.getByRole("link", { name: "Create segment" }).click();
    await app.getByText("Everybody who visited at least once in the last 30 days.").waitFor();
    await app.getByText("0 people now.").waitFor();
    await app.getByLabel("Condition 1.1", { exact: true }).selectOption("viewed");
    await app.getByText("A condition is not complete yet.").waitFor();
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("Give the segment a name.").waitFor();
    await app.getByText("Write a path, such as /products/, or a part of one.").waitFor();
    await app.getByLabel("Path", { exact: true }).fill("/products/fern-pot");
    await app.getByLabel("Amount", { exact: true }).fill("1");
    await app.getByRole("button", { name: "Add a group of conditions" }).click();
    await app.getByLabel("Group 2", { exact: true }).selectOption("none");
    await app.getByLabel("Condition 2.1", { exact: true }).selectOption("orders");
    await app
      .getByText(
        "Everybody who viewed pages beginning with /products/fern-pot at least once in the last 30 days and not: ordered at least once in the last 30 days.",
      )
      .waitFor();
    await expectAccessible(merchant);
    await app.getByLabel("Name", { exact: true }).fill("Fern fans");
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("Nobody belongs now").waitFor();
  });

  test("products and collections are found by typing a part of their names", async () => {
    await at.open("Segments");
    await app.getByRole("link", { name: "Create segment" }).click();
    await app.getByLabel("Condition 1.1", { exact: true }).selectOption("viewedCollection");
    await app.getByLabel("Which collection", { exact: true }).pressSequentially("kit");
    await app.getByRole("option", { name: "Kitchen" }).click();
    await app.getByText("Everybody who viewed the collection Kitchen at least once in the last 30 days.").waitFor();
    await app.getByLabel("Condition 1.1", { exact: true }).selectOption("viewedProduct");
    await app.getByLabel("Which product", { exact: true }).pressSequentially("kettle");
    await app.getByRole("option", { name: "Copper kettle" }).waitFor();
    await merchant.keyboard.press("ArrowDown");
    await merchant.keyboard.press("Enter");
    await app.getByText("Everybody who viewed Copper kettle at least once in the last 30 days.").waitFor();
    // Where a number is due, another word is pointed out at once, and the hint goes with it.
    await app.getByLabel("Amount", { exact: true }).fill("abc");
    await app.getByText("Write a whole number of at least 1.").waitFor();
    await app.getByLabel("Amount", { exact: true }).fill("1");
    await app.getByText("Write a whole number of at least 1.").waitFor({ state: "hidden" });
    // What nobody sells is no product.
    await app.getByLabel("Which product", { exact: true }).fill("Perpetual motion");
    await app.getByLabel("Name", { exact: true }).fill("Dreamers");
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("Choose a product, or write the number at the end of its address in Shopify.").waitFor();
    await expectAccessible(merchant);
    await app.getByLabel("Which product", { exact: true }).fill("Copper kettle");
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    // Its page says so, until everybody was looked at, and then shows how many there are by itself.
    await app.getByText("Updated automatically").waitFor();
    await app.getByText("Members now").waitFor();
    await app.getByText("Finding everybody who matches").waitFor({ state: "hidden" });
    await expect.poll(() => app.getByLabel("Which product", { exact: true }).inputValue()).toBe("Copper kettle");
    await app.getByText("Everybody who viewed Copper kettle at least once in the last 30 days.").waitFor();
  });

  test("who meets it becomes a member within seconds, and a campaign can show to them alone", async () => {
    await at.fillIn({ name: "For fern fans", heading: "Still thinking of ferns?", include: "Fern fans" });
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByRole("button", { name: "Activate" }).click();
    await app.getByRole("button", { name: "Pause" }).waitFor();
    await expect.poll(() => sandbox.world.state.metafields["throughline.index"]?.value, POLL).toContain('"i":');
    const { page } = await newPerson(browser());
    await page.goto(`${sandbox.addresses.shop}/products/fern-pot`);
    await page.getByRole("button", { name: "Accept" }).click();
    await expect.poll(() => row(/Fern fans/), POLL).toMatch(/Smart\s+1\s/);
    const popup = overlay(page);
    const heading = popup.getByRole("heading", { name: "Still thinking of ferns?" });
    // Each page's answer tells the browser what it belongs to. It shows once a visit: who leaves too early misses it.
    await expect
      .poll(
        async () => {
          await page.goto(`${sandbox.addresses.shop}/search`);
          return heading.waitFor({ timeout: 10_000 }).then(
            () => true,
            () => false,
          );
        },
        { ...POLL, timeout: 60_000 },
      )
      .toBe(true);
    const stranger = (await newPerson(browser())).page;
    await stranger.goto(`${sandbox.addresses.shop}/search`);
    await stranger.getByRole("button", { name: "Accept" }).click();
    await stranger.waitForTimeout(1_500);
    expect(await overlay(stranger).count()).toBe(0);
  });

  test("its page names its members and its campaign; it can't be archived while it is used", async () => {
    await at.open("Segments");
    await app.getByRole("link", { name: "Fern fans" }).click();
    await app.getByText(/^Visitor \w{8}$/).waitFor();
    await app.getByRole("link", { name: "For fern fans" }).first().waitFor();
    await expectAccessible(merchant);
    await app.getByRole("button", { name: "Archive segment" }).click();
    await app.getByRole("button", { name: "Archive", exact: true }).click();
    await app.getByText("It is in use: For fern fans. Pause or change these first.").waitFor();
  });

  test("it says what its members do, over the days that are chosen, in pictures with their tables", async () => {
    await app.getByText("Orders of the last 30 days").waitFor();
    await app.getByLabel("Period", { exact: true }).selectOption("7");
    await app.getByText("Orders of the last 7 days").waitFor();
    await app.getByText("Members over 7 days").waitFor();
    await app
      .getByRole("img", { name: "Members: 1 at first, 1 now" })
      .or(app.getByRole("img", { name: "Members: 0 at first, 1 now" }))
      .waitFor();
    await app.getByRole("button", { name: "By day of the week: as a table" }).click();
    await app.getByRole("rowheader", { name: "Monday" }).waitFor();
    await app.getByText(/^As of /).waitFor();
    await expectAccessible(merchant);
    const saved = merchant.waitForEvent("download");
    await app.getByRole("button", { name: "Download members (CSV)" }).click();
    expect((await saved).suggestedFilename()).toBe("Fern fans.csv");
  });

  test("what comes next is one click away: a campaign for its members", async () => {
    await app.getByRole("link", { name: "Target this segment" }).click();
    await expect.poll(() => app.getByLabel("Name", { exact: true }).inputValue(), POLL).toBe("For Fern fans");
    await app.getByRole("button", { name: "Remove Fern fans" }).first().waitFor();
  });

  test("a campaign's conditions are completed too: several countries, and what the shop has", async () => {
    await app.getByRole("button", { name: "Add a condition", exact: true }).click();
    await app.getByLabel("Condition 1.1", { exact: true }).selectOption("country");
    const value = app.getByLabel("Value", { exact: true });
    await value.pressSequentially("germ");
    await app.getByRole("option", { name: "Germany (DE)" }).click();
    expect(await value.inputValue()).toBe("DE");
    await value.pressSequentially(", austria");
    await app.getByRole("option", { name: "Austria (AT)" }).click();
    expect(await value.inputValue()).toBe("DE, AT");
    await app.getByLabel("Condition 1.1", { exact: true }).selectOption("path");
    await value.fill("tea");
    await app.getByRole("option", { name: "/products/green-tea" }).click();
    expect(await value.inputValue()).toBe("/products/green-tea");
    await expectAccessible(merchant);
    await merchant.getByRole("button", { name: "Discard", exact: true }).click();
  });

  test("a list is kept by hand: customers are pasted or found, and who is none is reported", async () => {
    sandbox.world.change(({ customers }) => {
      customers.push({ id: 7_000_000_000_101, email: "ada@example.com", firstName: "Ada" });
      customers.push({ id: 7_000_000_000_102, email: "bob@example.com", firstName: "Bob" });
    });
    await at.open("Segments");
    await app.getByRole("link", { name: "Create list" }).click();
    await app.getByLabel("Name", { exact: true }).fill("Friends of the shop");
    await merchant.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("Nobody is on it yet").waitFor();
    await app
      .getByLabel("Or paste email addresses or customers' numbers")
      .fill("Not an address\nADA@example.com\nnobody@example.com");
    await app.getByRole("button", { name: "Add them" }).click();
    await app.getByText("1 added", { exact: true }).waitFor();
    await app.getByText("nobody@example.com", { exact: true }).last().waitFor();
    await app.getByText("Neither an address nor a number: 1").waitFor();
    await expectAccessible(merchant);
    await app.getByLabel("Search customers by name or email").fill("bob");
    await app.getByRole("button", { name: "Add Bob" }).click();
    // Shown as soon as they are noticed: at once, unless a pass over the shop runs just then.
    const onTheList = async () => {
      await at.open("Segments");
      await app.getByRole("link", { name: "Friends of the shop" }).click();
      await app.getByText("Added so far").waitFor();
      return app.getByRole("button", { name: /^Take Customer \d+ off the list$/ }).count();
    };
    await expect.poll(onTheList, POLL).toBe(2);
    // Leaving the page would take back what is not on its way yet.
    const taken = merchant.waitForResponse((response) => response.request().method() === "POST");
    await app.getByRole("button", { name: "Take Customer 7000000000101 off the list" }).click();
    await taken;
    await expect.poll(() => row(/Friends of the shop/), POLL).toMatch(/Manual\s+1\s/);
  });

  test("going back takes the search back, in the field too", async () => {
    await at.open("Segments");
    const search = app.getByLabel("Search by name");
    await search.fill("friends");
    await app.getByRole("link", { name: "Friends of the shop" }).waitFor();
    await expect.poll(() => app.getByRole("row").count(), POLL).toBe(2);
    await merchant.goBack();
    await expect.poll(() => app.getByRole("row").count(), POLL).toBeGreaterThan(2);
    expect(await search.inputValue()).toBe("");
  });

  test("more addresses than Shopify is asked for at once are added part by part, with one report", async () => {
    const addresses = Array.from({ length: 430 }, (_, index) => `many${index}@example.com`);
    sandbox.world.change(({ customers }) => {
      for (const [index, email] of addresses.slice(0, 420).entries())
        customers.push({ id: 7_000_000_001_000 + index, email, firstName: "" });
    });
    await at.open("Segments");
    await app.getByRole("link", { name: "Friends of the shop" }).click();
    await app.getByLabel("Or paste email addresses or customers' numbers").fill([...addresses, "?"].join("; "));
    await app.getByRole("button", { name: "Add them" }).click();
    await app.getByText(/of 430 looked up\. Keep this page open/).waitFor();
    await app.getByText("420 added", { exact: true }).waitFor();
    await app.getByText("Not customers of your shop: 10").waitFor();
    await app.getByText("Neither an address nor a number: 1").waitFor();
    await expect.poll(() => row(/Friends of the shop/), POLL).toMatch(/Manual\s+421\s/);
  });

  test("what the server made of it is what was saved: nothing is unsaved afterwards", async () => {
    await at.open("Segments");
    await app.getByRole("link", { name: "Friends of the shop" }).click();
    await app.getByLabel("Name", { exact: true }).fill("  Friends of the shop ");
    await app.getByLabel("Tags").fill("VIP, Press");
    const save = merchant.getByRole("button", { name: "Save", exact: true });
    await save.click();
    await save.waitFor({ state: "hidden" });
    expect(await app.getByLabel("Name", { exact: true }).inputValue()).toBe("Friends of the shop");
    expect(await app.getByLabel("Tags").inputValue()).toBe("vip, press");
  });
});
