import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { newPerson } from "../support/browser.ts";
import { browserForAll } from "../support/shop-for-all.ts";
import { merchantAt } from "../support/merchant.ts";
import { freshDatabase } from "../support/fresh-database.ts";

const POLL = { timeout: 30_000, interval: 250 };
let sandbox: Sandbox;
const browser = browserForAll({ keeps: true });
let page: Page;
let errors: string[];
let app: FrameLocator;
let at: ReturnType<typeof merchantAt>;

beforeAll(async () => {
  sandbox = await startSandbox({
    folder: null,
    ports: { admin: 0, front: 0, shop: 0 },
    env: { PGLITE_DIR: await freshDatabase() },
    onLine: () => undefined,
  });
  ({ page, errors } = await newPerson(browser()));
  at = merchantAt(page);
  app = at.app;
  await page.goto(sandbox.addresses.admin);
  await at.open("Campaigns");
});
afterAll(async () => {
  await sandbox.stop();
});

const FRAME = 'iframe[title="Preview of the campaign"]';
const drawn = () => app.frameLocator(`${FRAME} >> nth=0`);
const newCampaign = async () => {
  await at.open("Campaigns");
  await app.getByRole("link", { name: "Create campaign" }).click();
  await app.getByLabel("Heading", { exact: true }).fill("Ten percent");
};
const discard = () => page.getByRole("button", { name: "Discard" }).click();

test("a campaign looks in the editor as in the shop, as it is written, and typing goes on", async () => {
  await newCampaign();
  await at.addBlock("E-mail form");
  const text = app.getByLabel("Text", { exact: true });
  await text.pressSequentially("Read our [terms](/policies/terms-of-service)", { delay: 20 });
  await drawn().locator("dialog[open]").getByRole("heading", { name: "Ten percent" }).waitFor();
  // The form has its button, and the link is one.
  await drawn().getByRole("button", { name: "Send" }).waitFor();
  await drawn().getByRole("link", { name: "terms" }).waitFor();
  expect(await text.inputValue()).toBe("Read our [terms](/policies/terms-of-service)");
  expect(await text.evaluate((field) => document.activeElement === field)).toBe(true);
  // A link leads nowhere from here.
  await drawn().getByRole("link", { name: "terms" }).click();
  await drawn().getByRole("heading", { name: "Ten percent" }).waitFor();
  expect(errors).toEqual([]);
  await discard();
});

test("it stays in view while one scrolls, and shows the format that is chosen", async () => {
  await newCampaign();
  await app.getByLabel("Format").selectOption("bar");
  await drawn().locator("dialog[open].bar").getByText("Ten percent").waitFor();
  const frame = app.locator(FRAME).first();
  await app.getByRole("button", { name: "Add a rule" }).scrollIntoViewIfNeeded();
  await expect.poll(() => frame.evaluate((one) => one.getBoundingClientRect().top), POLL).toBeGreaterThanOrEqual(0);
  expect(await frame.evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  await app.getByLabel("Format").selectOption("inline");
  await drawn().locator("[data-throughline-placement]").getByRole("heading", { name: "Ten percent" }).waitFor();
  await discard();
});

test("it shows the variant that is being written", async () => {
  await newCampaign();
  await app.getByRole("button", { name: "Add A/B test" }).click();
  await app.getByText("Preview of variant B").waitFor();
  await app.getByLabel("Heading", { exact: true }).fill("Twenty percent");
  await drawn().getByRole("heading", { name: "Twenty percent" }).waitFor();
  await app.getByRole("tab", { name: "Variant A" }).click();
  await app.getByText("Preview of variant A").waitFor();
  await drawn().getByRole("heading", { name: "Ten percent" }).waitFor();
  await discard();
});

test("a campaign is paused whatever is unsaved, and what is unsaved stays", async () => {
  await newCampaign();
  await app.getByLabel("Name", { exact: true }).fill("To be stopped");
  await app.getByLabel("Button label", { exact: true }).fill("Go");
  await app.getByLabel("Button link").fill("/cart");
  await at.saveAndActivate();
  await app.getByLabel("Heading", { exact: true }).fill("Half written");
  await app.getByRole("button", { name: "Pause" }).click();
  await app.getByText("Paused", { exact: true }).waitFor();
  expect(await app.getByLabel("Heading", { exact: true }).inputValue()).toBe("Half written");
  await discard();
  await app.getByRole("button", { name: "Activate" }).click();
  await app.getByRole("button", { name: "Pause" }).waitFor();
});

test("one click on Home stops everything in the shop, and one in Settings brings it back", async () => {
  const published = () => {
    const text = sandbox.world.state.metafields["throughline.index"]?.value ?? "{}";
    return (JSON.parse(text) as { c?: unknown[] }).c?.length;
  };
  await expect.poll(published, POLL).toBe(1);
  await page.goto(sandbox.addresses.admin);
  await app.getByRole("button", { name: "Stop all campaigns" }).click();
  await app.getByText("All campaigns are stopped").waitFor();
  await expect.poll(published, POLL).toBe(0);
  await at.open("Settings");
  await app.getByRole("button", { name: "Undo: show them again" }).click();
  await app.getByRole("button", { name: "Stop all campaigns" }).waitFor();
  await expect.poll(published, POLL).toBe(1);
});
