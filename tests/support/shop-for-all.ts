import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import type { Theme } from "../../sandbox/world.ts";
import { launchBrowser } from "./browser.ts";
import { dress, openAdmin, shopper, type Front, type ShopWide, type Wanted } from "./shop-front.ts";
import { MIGRATED } from "./migrated.ts";

/** No timed test: a busy machine may take its time. */
export const POLL = { timeout: 20_000 };
/** Long enough for whatever would show to have shown. */
export const QUIET_MS = 700;

/** A demo shop with the app and a browser, for the tests of a file. */
export function shopForAll() {
  let sandbox: Sandbox;
  let browser: Browser;
  beforeAll(async () => {
    sandbox = await startSandbox({
      folder: null,
      ports: { admin: 0, front: 0, shop: 0 },
      env: MIGRATED,
      onLine: () => undefined,
    });
    browser = await launchBrowser();
    await openAdmin(browser, sandbox);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });
  return {
    sandbox: () => sandbox,
    browser: () => browser,
    address: (path: string) => sandbox.addresses.shop + path,
    dress: (campaigns: readonly Wanted[], theme?: Partial<Theme>, shop?: ShopWide) => {
      dress(sandbox, campaigns, theme, shop);
    },
    visit: (path?: string, viewport?: { width: number; height: number }) =>
      shopper(browser, sandbox.addresses.shop, path, viewport),
  };
}

export const showsNothing = async ({ page, kinds }: Front) => {
  await page.waitForTimeout(QUIET_MS);
  expect(await kinds()).toEqual([]);
};
