import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { EMPTY_FORM, parseCampaignForm } from "#app/features/campaigns/campaign.form.ts";
import { EMPTY_CONDITION } from "#app/features/campaigns/condition.form.ts";
import { newPerson } from "../support/browser.ts";
import { POLL, QUIET_MS, shopForAll } from "../support/shop-for-all.ts";
import { bar, button, heading, overlay } from "../support/shop-front.ts";
import { popupForm } from "../support/content-form.ts";

const { dress, address, browser } = shopForAll();
const SHOP = "https://fern.example";

/** The demo shop under a name of its own; below /fr it is the French one, as Shopify's markets have it. */
async function serve(page: Page) {
  await page.route(`${SHOP}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const french = /^\/fr(?=\/|$)/.test(pathname);
    const response = await route.fetch({ url: address((french ? pathname.slice(3) || "/" : pathname) + search) });
    const isPage = (response.headers()["content-type"] ?? "").includes("text/html");
    if (!isPage || !french) await route.fulfill({ response });
    else await route.fulfill({ response, body: (await response.text()).replace('"root":"/"', '"root":"/fr/"') });
  });
}
async function visit(path: string, referrer?: string) {
  const { page } = await newPerson(browser());
  const posted: { kind: string; goal?: string; source?: { referrer: string } }[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/events"))
      posted.push(...(JSON.parse(request.postData() ?? "{}") as { events: typeof posted }).events);
  });
  await serve(page);
  if (referrer === undefined) await page.goto(SHOP + path);
  else {
    const body = `<meta name="referrer" content="unsafe-url"><a href="${SHOP}${path}">shop</a>`;
    await page.route(referrer, (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(referrer);
    await page.getByRole("link", { name: "shop" }).click();
  }
  return { page, posted };
}
/** Conditions as the merchant types them. */
function typed(fact: "path" | "source", how: "is" | "starts", value: string) {
  const conditions = [{ mode: "all" as const, conditions: [{ ...EMPTY_CONDITION, fact, how, value }] }];
  const parsed = parseCampaignForm({ ...EMPTY_FORM, name: "Spring", ...popupForm(), conditions }, "UTC");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { conditions: parsed.campaign.settings.conditions };
}

describe("a shop in several languages below one address", () => {
  test("a condition on a path holds in each of them", async () => {
    dress([{ ...typed("path", "starts", "/search"), blocks: [heading("Hello")] }], { region: "US", locale: "fr" });
    const { page } = await visit("/fr/search");
    await overlay(page).waitFor({ timeout: 5_000 });
  });

  test("a condition that names a language's folder holds in that language only", async () => {
    dress([{ ...typed("path", "is", "/fr/search"), blocks: [heading("Hello")] }], { region: "US", locale: "fr" });
    const { page } = await visit("/search");
    await page.getByRole("heading", { name: "Search" }).first().waitFor();
    const { page: french } = await visit("/fr/search");
    await overlay(french).waitFor({ timeout: 5_000 });
    expect(await overlay(page).count()).toBe(0);
  });

  test("a link into the shop stays in the shopper's language", async () => {
    dress([{ blocks: [heading("Hello"), button(["link", "/collections/all"])] }], { region: "US", locale: "fr" });
    const { page } = await visit("/fr/search");
    const link = overlay(page).getByRole("link", { name: "Go" });
    expect(await link.evaluate((one) => (one as HTMLAnchorElement).pathname)).toBe("/fr/collections/all");
  });

  test("a page that is a goal is one in each of them", async () => {
    const rule = {
      when: { on: "page", path: "/cart" },
      variant: null,
      block: null,
      then: { do: "set", name: "saw", value: "cart" },
    } as const;
    dress([{ rules: [rule], trigger: ["delay", 600] }], { region: "US", locale: "fr" });
    const { posted } = await visit("/fr/cart");
    await expect.poll(() => posted.map(({ goal }) => goal), POLL).toContain("page");
  });
});

test.each(["/collections/frühling", "/collections/fr%C3%BChling", "/collections/お茶"])(
  "the path %s, as it is typed, is the page's",
  async (path) => {
    dress([{ ...typed("path", "starts", path), blocks: [heading("Hello")] }], { region: "US" });
    const { page } = await visit(path);
    await overlay(page).waitFor({ timeout: 5_000 });
  },
);

test("UTM fields behind the long marks of advertisers are read", async () => {
  dress([{ ...typed("source", "is", "newsletter"), blocks: [heading("Hello")] }], { region: "US" });
  const marks = `gclid=${"c".repeat(160)}&fbclid=${"b".repeat(200)}&_kx=${"a".repeat(140)}`;
  const { page } = await visit(`/?${marks}&utm_source=newsletter`);
  await overlay(page).waitFor({ timeout: 5_000 });
});

test.each(["/?ref=my_utm_source=newsletter", "/?x_utm_source=newsletter", "/?q=utm_source%3Dnewsletter"])(
  "%s has no UTM field",
  async (path) => {
    dress([{ ...typed("source", "is", "newsletter"), blocks: [heading("Hello")] }, { content: { surface: "bar" } }], {
      region: "US",
    });
    const { page } = await visit(path);
    await bar(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await overlay(page).count()).toBe(0);
  },
);

test.each([
  ["https://fern.example.au/reviews", "fern.example.au/reviews"],
  ["https://fern.example/other", ""],
])("who comes from %s came from %j", async (referrer, expected) => {
  dress([{ content: { surface: "bar" } }], { region: "US" });
  const { page, posted } = await visit("/search", referrer);
  await bar(page).waitFor();
  await expect.poll(() => posted.find(({ kind }) => kind === "page")?.source?.referrer, POLL).toBe(expected);
});
