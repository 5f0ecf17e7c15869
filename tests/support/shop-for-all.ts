import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import type { Theme } from "../../sandbox/world.ts";
import { launchBrowser } from "./browser.ts";
import { freshDatabase } from "./fresh-database.ts";
import { dress, openAdmin, shopper, type Front, type ShopWide, type Wanted } from "./shop-front.ts";

/** No timed test: a busy machine may take its time. */
export const POLL = { timeout: 20_000 };
/** Long enough for whatever would show to have shown. */
export const QUIET_MS = 700;

/** One for all test files that a worker runs, one after the other. It ends with the worker. */
let browserOfWorker: Promise<Browser> | undefined;
let shopOfWorker: Promise<Sandbox> | undefined;

/** The worker's browser. What a test opened in it is closed after the test, unless the file keeps its people. */
export function browserForAll({ keeps = false } = {}): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    browser = await (browserOfWorker ??= launchBrowser());
  });
  const leave = async () => {
    for (const context of browser.contexts()) {
      for (const page of context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" });
      await context.close();
    }
  };
  if (!keeps) afterEach(leave);
  afterAll(leave);
  return () => browser;
}

async function openShop(browser: Browser): Promise<Sandbox> {
  const sandbox = await startSandbox({
    folder: null,
    ports: { admin: 0, front: 0, shop: 0 },
    env: { PGLITE_DIR: await freshDatabase() },
    onLine: () => undefined,
  });
  await openAdmin(browser, sandbox);
  return sandbox;
}

/** The worker's demo shop with the app, and its browser. Each test dresses the shop as it needs it. */
export function shopForAll() {
  let sandbox: Sandbox;
  const browser = browserForAll();
  beforeAll(async () => {
    sandbox = await (shopOfWorker ??= openShop(browser()));
  });
  return {
    sandbox: () => sandbox,
    browser,
    address: (path: string) => sandbox.addresses.shop + path,
    dress: (campaigns: readonly Wanted[], theme?: Partial<Theme>, shop?: ShopWide) => {
      dress(sandbox, campaigns, theme, shop);
    },
    visit: (path?: string, viewport?: { width: number; height: number }) =>
      shopper(browser(), sandbox.addresses.shop, path, viewport),
  };
}

export const showsNothing = async ({ page, kinds }: Front) => {
  await page.waitForTimeout(QUIET_MS);
  expect(await kinds()).toEqual([]);
};
