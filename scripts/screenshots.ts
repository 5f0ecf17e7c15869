/**
 * Lives through the loop in a sandbox of its own and takes pictures. `npm run screenshots` makes those of the README;
 * `npm run screenshots -- FOLDER` puts every screen, at desktop and phone width, into that folder, to be looked at.
 */
import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { startSandbox } from "../sandbox/sandbox.ts";
import { launchBrowser, newPerson } from "../tests/support/browser.ts";
import { merchantAt } from "../tests/support/merchant.ts";

const given = process.argv[2];
const folder = given ?? "docs/images";
const README = ["campaign-active-desktop", "shop-popup-desktop", "audience-desktop", "order-desktop"];
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox({ folder: null, ports: { admin: 0, front: 0, shop: 0 }, onLine: () => undefined });
const browser = await launchBrowser();
const { page: merchant } = await newPerson(browser);
const { page: shopper } = await newPerson(browser);
const { app, allowOverlays, open, fillIn, saveAndActivate } = merchantAt(merchant);

const toastsGone = () => merchant.locator("#toasts > *").first().waitFor({ state: "detached" });

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

try {
  await merchant.goto(sandbox.addresses.admin);
  await app.getByText("Set up (0 of 5 done)").waitFor();
  await allowOverlays();
  await picture(merchant, "campaigns-empty");
  for (const label of ["Segments", "Orders"]) {
    await open(label);
    await picture(merchant, `${label.toLowerCase()}-empty`);
  }
  await fillIn({
    name: "Welcome",
    heading: "Something is whistling",
    text: "Our copper kettle sings when the water boils.\nHave a look while it is warm.",
    button: ["Show me the kettle", "/products/copper-kettle"],
    audience: "Clicked: kettle popup",
  });
  await picture(merchant, "campaign-new");
  await saveAndActivate();
  await toastsGone();
  await picture(merchant, "campaign-active");

  await shopper.goto(`${sandbox.addresses.shop}/products/fern-pot`);
  await picture(shopper, "shop-consent");
  await shopper.getByRole("button", { name: "Accept" }).click();
  await shopper.locator("#throughline dialog[open]").waitFor();
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

  await fillIn({
    name: "Kettle follow-up",
    heading: "Still thinking of the kettle?",
    text: "It comes with a tea towel this week.",
    include: "Clicked: kettle popup",
    button: ["Take both", "/cart"],
    audience: "Came back for the kettle",
  });
  await picture(merchant, "campaign-follow-up");
  await saveAndActivate();
  await toastsGone();
  await open("Campaigns");
  await picture(merchant, "campaigns");
  await open("Segments");
  await picture(merchant, "segments");
  await app.getByRole("link", { name: "Clicked: kettle popup" }).click();
  await app.getByText("Members now").waitFor();
  await picture(merchant, "audience");
  await app.locator('a[href^="/app/people/"]').first().click();
  await app.getByText("What happened").waitFor();
  await picture(merchant, "profile");
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
