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
      await app.getByLabel("Heading").fill(heading);
      if (text) await app.getByLabel("Text", { exact: true }).fill(text);
      if (button) {
        await app.getByLabel("Button label").fill(button[0]);
        await app.getByLabel("Button link").fill(button[1]);
      }
      await app.getByText("As soon as the page has loaded").click();
      if (audience) await app.getByLabel("Audience", { exact: true }).fill(audience);
      else await app.getByRole("button", { name: "Remove rule 1" }).click();
      if (include) await app.getByLabel("Only people in any of these segments").selectOption({ label: include });
      if (frequency) await app.getByLabel("At most").selectOption({ label: frequency });
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
