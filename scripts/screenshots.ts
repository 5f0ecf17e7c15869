/**
 * Lives through the loop in a sandbox of its own and takes pictures. `npm run screenshots` makes those of the README;
 * `npm run screenshots -- FOLDER` puts every screen, at desktop and phone width, into that folder, to be looked at.
 */
import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { startSandbox } from "../sandbox/sandbox.ts";
import { launchBrowser, newPerson } from "../tests/support/browser.ts";

const given = process.argv[2];
const folder = given ?? "docs/images";
const README = ["campaign-active-desktop", "shop-popup-desktop", "audience-desktop", "order-desktop"];
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox({ folder: null, ports: { admin: 0, front: 0, shop: 0 }, onLine: () => undefined });
const browser = await launchBrowser();
const { page: merchant } = await newPerson(browser);
const { page: shopper } = await newPerson(browser);
const app = merchant.frameLocator("iframe#app");

const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
async function picture(page: Page, name: string) {
  for (const [label, viewport] of Object.entries(WIDTHS)) {
    const file = `${name}-${label}`;
    if (given === undefined && !README.includes(file)) continue;
    await page.setViewportSize(viewport);
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${file}.png` });
  }
  await page.setViewportSize(WIDTHS.desktop);
}

interface Campaign {
  name: string;
  heading: string;
  text: string;
  audience?: string;
  include?: string;
  button?: [label: string, url: string];
}

async function create({ name, heading, text, audience, include, button }: Campaign) {
  await open("Campaigns");
  await app.getByRole("link", { name: "Create campaign" }).click();
  await app.getByLabel("Name", { exact: true }).fill(name);
  await app.getByLabel("Heading").fill(heading);
  await app.getByLabel("Text", { exact: true }).fill(text);
  if (button) {
    await app.getByLabel("Button label").fill(button[0]);
    await app.getByLabel("Button link").fill(button[1]);
  }
  await app.getByText("As soon as the page has loaded").click();
  if (audience) await app.getByLabel("Add the shopper to the audience").fill(audience);
  if (include) await app.getByLabel("Only people in any of these segments").selectOption({ label: include });
}

async function saveAndActivate() {
  await merchant.getByRole("button", { name: "Save", exact: true }).click();
  await app.getByRole("button", { name: "Activate" }).click();
  await app.getByRole("button", { name: "Pause" }).waitFor();
  await app.getByText("Publishing to your storefront").waitFor({ state: "hidden" });
  await merchant.waitForTimeout(5_500);
}

async function open(label: string) {
  await merchant.locator("#nav").getByRole("link", { name: label }).click();
  await app.getByRole("heading", { name: label, exact: true }).waitFor();
}

try {
  await merchant.goto(sandbox.addresses.admin);
  await app.getByText("Make your first campaign").waitFor();
  await picture(merchant, "campaigns-empty");
  for (const label of ["Segments", "Orders"]) {
    await open(label);
    await picture(merchant, `${label.toLowerCase()}-empty`);
  }
  await create({
    name: "Welcome",
    heading: "Something is whistling",
    text: "Our copper kettle sings when the water boils.\nHave a look while it is warm.",
    button: ["Show me the kettle", "/products/copper-kettle"],
    audience: "Clicked: kettle popup",
  });
  await picture(merchant, "campaign-new");
  await saveAndActivate();
  await picture(merchant, "campaign-active");

  await shopper.goto(`${sandbox.addresses.shop}/products/fern-pot`);
  await picture(shopper, "shop-consent");
  await shopper.getByRole("button", { name: "Accept" }).click();
  await shopper.locator("#throughline-popup dialog[open]").waitFor();
  await picture(shopper, "shop-popup");
  await shopper.getByRole("link", { name: "Show me the kettle" }).click();
  await shopper.getByRole("button", { name: "Add to cart" }).click();
  await shopper.getByRole("heading", { name: "Your cart" }).waitFor();
  await shopper.waitForTimeout(1_500);
  await picture(shopper, "shop-cart");
  await shopper.getByRole("link", { name: "Check out" }).click();
  await picture(shopper, "shop-checkout");
  await shopper.getByRole("button", { name: "Pay now" }).click();
  await shopper.getByRole("heading", { name: "Thank you!" }).waitFor();

  await create({
    name: "Kettle follow-up",
    heading: "Still thinking of the kettle?",
    text: "It comes with a tea towel this week.",
    include: "Clicked: kettle popup",
    button: ["Take both", "/cart"],
    audience: "Came back for the kettle",
  });
  await picture(merchant, "campaign-follow-up");
  await saveAndActivate();
  await open("Campaigns");
  await picture(merchant, "campaigns");
  await open("Segments");
  await picture(merchant, "segments");
  await app.getByRole("link", { name: "Clicked: kettle popup" }).click();
  await app.getByText("1 member", { exact: true }).waitFor();
  await picture(merchant, "audience");
  await open("Orders");
  await picture(merchant, "orders");
  await app.getByRole("link", { name: "#1001" }).click();
  await app.getByText("Who gets the credit").waitFor();
  await picture(merchant, "order");
  await merchant.goto(`${sandbox.addresses.admin}/sandbox`);
  await picture(merchant, "controls");
} finally {
  await browser.close();
  await sandbox.stop();
}
