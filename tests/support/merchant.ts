import type { Page } from "playwright-core";

export interface NewCampaign {
  name: string;
  heading: string;
  text?: string;
  /** Label and link. */
  button?: [label: string, url: string];
  audience?: string;
  include?: string;
  frequency?: "Once a visit" | "On every page";
}

/** The merchant at the admin: what one does there, as one does it. */
export function merchantAt(page: Page) {
  const app = page.frameLocator("iframe#app");

  async function open(label: string) {
    // Polaris marks the document once the app runs: a click before that reaches nobody, in Shopify's admin neither.
    await app.locator("html.p-theme-light").waitFor();
    await page.locator("#nav").getByRole("link", { name: label }).click();
    await app.getByRole("heading", { name: label, exact: true }).waitFor();
  }

  return {
    app,
    open,
    /** Fills in the form of a new campaign that appears as soon as the page has loaded. */
    fillIn: async ({ name, heading, text, button, audience, include, frequency }: NewCampaign) => {
      await open("Campaigns");
      await app.getByRole("link", { name: "Create campaign" }).click();
      await app.getByLabel("Name", { exact: true }).fill(name);
      await app.getByLabel("Heading", { exact: true }).fill(heading);
      if (text) await app.getByLabel("Text", { exact: true }).fill(text);
      if (button) {
        await app.getByLabel("Button label", { exact: true }).fill(button[0]);
        await app.getByLabel("Button link").fill(button[1]);
      }
      await app.getByLabel("Trigger", { exact: true }).selectOption("load");
      if (audience) await app.getByLabel("Audience", { exact: true }).fill(audience);
      else await app.getByRole("button", { name: "Remove rule 1" }).click();
      if (include) await app.getByLabel("Only people in any of these segments").selectOption({ label: include });
      if (frequency) await app.getByLabel("At most").selectOption({ label: frequency });
    },
    /** Links that lead out of the app and would open within its frame. */
    strayLinks: () =>
      app
        .locator("a[href]")
        .evaluateAll((links) =>
          (links as HTMLAnchorElement[])
            .filter(({ origin, target }) => origin !== location.origin && target !== "_blank" && target !== "_top")
            .map(({ href }) => href),
        ),
    /** Adds a block at the end of the first step. */
    addBlock: async (label: string) => {
      await app.getByRole("button", { name: "Add a block" }).first().click();
      await app.getByRole("menuitem", { name: label, exact: true }).click();
    },
    /** Lets overlays follow one another at once: by default a day of quiet follows a dismissal, and a visit has two. */
    allowOverlays: async () => {
      await open("Settings");
      await app.getByLabel("Popups, slide-ins and full screens in one visit").fill("20");
      await app.getByLabel("Pause after closing").fill("0");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Settings saved").waitFor();
      await open("Campaigns");
    },
    /** Saves the form, activates the campaign, and waits until it is published. */
    saveAndActivate: async () => {
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await app.getByRole("button", { name: "Activate" }).click();
      await app.getByRole("button", { name: "Pause" }).waitFor();
      await app.getByText("Publishing to your storefront").waitFor({ state: "hidden" });
    },
  };
}
