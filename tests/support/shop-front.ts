import type { Browser, Page } from "playwright-core";
import { compileBundle, type PublishedCampaign } from "#app/core/bundle/bundle.ts";
import { makeContent } from "#app/core/campaigns/content.fake.ts";
import { PLAIN_LOOK, type Block, type Content } from "#app/core/campaigns/content.ts";
import type { CampaignSettings } from "#app/core/campaigns/settings.ts";
import { USUAL_LIMITS, type Limits } from "#app/core/eligibility/decide.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { USUAL_THEME, type Theme } from "../../sandbox/world.ts";
import { newPerson } from "./browser.ts";

/** A campaign as it is published: a popup with a heading that shows at once, on every page, and what is asked for. */
export interface Wanted extends Partial<CampaignSettings> {
  readonly priority?: number;
  readonly blocks?: readonly Block[];
  readonly content?: Partial<Content>;
}

export const heading = (text: string): Block => ({ type: "heading", name: "heading", text });
export const button = (act: Block<"button">["act"], label = "Go"): Block => ({
  type: "button",
  name: "button",
  label,
  act,
});
export const look = (more: Partial<Content["look"]>) => ({ look: { ...PLAIN_LOOK, ...more } });

const published = (id: number, { priority = 50, blocks, content, ...settings }: Wanted): PublishedCampaign => {
  const variants = settings.variants ?? [
    { id: "a", weight: 1, content: makeContent(blocks ?? [heading(`Campaign ${id}`)], content) },
  ];
  return {
    id,
    version: 1,
    run: 1,
    priority,
    hashes: variants.map((variant) => `hash-${id}-${variant.id}`),
    settings: {
      placement: "",
      holdout: 0,
      trigger: ["load"],
      include: [],
      exclude: [],
      pageTypes: [],
      visitor: "any",
      devices: [],
      conditions: ["all", []],
      frequency: ["page"],
      stopAfterClick: false,
      stopAfterOrder: false,
      mostDismissals: 0,
      schedule: { from: null, until: null },
      rules: [],
      clickWindowDays: 5,
      ...settings,
      variants,
    },
  };
};

/** The shop's fairness, and its time zone (IANA), Vienna's unless told. */
export type ShopWide = Limits & { readonly timeZone?: string };
/** Many turns and no quiet: what is not about fairness need not think of it. */
export const FREE: Limits = { overlaysAVisit: 20, quietHours: 0 };

/** Puts campaigns (1, 2, …) into the shop as publishing does, and dresses the shop. */
export function dress(
  sandbox: Sandbox,
  campaigns: readonly Wanted[],
  theme: Partial<Theme> = {},
  shop: ShopWide = FREE,
) {
  const { index, contents } = compileBundle(
    1,
    campaigns.map((one, at) => published(at + 1, one)),
    new Map(),
    { timeZone: "Europe/Vienna", ...shop },
  );
  const field = (key: string, type: string, value: string) => ({ id: key, namespace: "throughline", key, type, value });
  sandbox.world.change((state) => {
    state.theme = { ...USUAL_THEME, region: "US", ...theme };
    state.metafields = {
      index: field("index", "json", JSON.stringify(index)),
      contents: field("contents", "json", JSON.stringify(contents)),
      proxy: field("proxy", "single_line_text_field", "/apps/throughline"),
    };
  });
}
export const FAIR = USUAL_LIMITS;

export interface Heard {
  kind: string;
  campaign: number;
  variant: string;
  block?: string;
}

/** A shopper of their own, and what the page tells of campaigns. */
export async function shopper(browser: Browser, address: string, path = "/", viewport = { width: 1280, height: 800 }) {
  const { page, errors } = await newPerson(browser);
  await page.setViewportSize(viewport);
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    let shifted = 0;
    Object.assign(window, { heard, shifted: () => shifted });
    for (const kind of ["exposure", "impression", "view", "click", "engagement", "submit", "dismiss", "goal"])
      document.addEventListener(`throughline:${kind}`, (event) => heard.push((event as CustomEvent).detail));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address + path);
  const heard = () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  const kinds = async () => (await heard()).map((event) => event.kind);
  /** Cumulative layout shift of this page that no input explains. */
  const shifted = () => page.evaluate(() => (window as unknown as { shifted: () => number }).shifted());
  return { page, errors, heard, kinds, shifted };
}

export type Front = Awaited<ReturnType<typeof shopper>>;

/** Where overlays and bars stand in a page. */
export const OVERLAY = "#throughline";
export const BAR = "#throughline-bar";
export const overlay = (page: Page) => page.locator(`${OVERLAY} dialog[open]`);
export const bar = (page: Page) => page.locator(`${BAR} dialog[open]`);

/** Waits until the visit counts so many pages: who leaves a page before its consent is known has not been there. */
export const counted = (page: Page, pages: number) =>
  page.waitForFunction((wanted) => {
    const { visit } = JSON.parse(localStorage.getItem("throughline") ?? "{}") as { visit?: { pages?: number } };
    return visit?.pages === wanted;
  }, pages);

/**
 * Lets the app meet the shop, as an installation does: it answers the storefront's posts from then on. Its first
 * publication, without campaigns, is through: it will not overwrite what a test publishes.
 */
export async function openAdmin(browser: Browser, sandbox: Sandbox): Promise<void> {
  const { page, context } = await newPerson(browser);
  await page.goto(sandbox.addresses.admin);
  await page.frameLocator("iframe#app").getByText("Set up (0 of 5 done)").waitFor();
  while (!sandbox.world.state.metafields["throughline.index"]) await page.waitForTimeout(50);
  await context.close();
}
