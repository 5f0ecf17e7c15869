import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { chromiumPath } from "../../scripts/chromium.mjs";

/**
 * The library answers 410 to user agents of headless browsers (contract of @shopify/shopify-app-remix), and ingest counts
 * them as bots. Given to the browser as a whole: a post that outlives its page does not carry a context's.
 */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      `--user-agent=${USER_AGENT}`,
    ],
  });

/** Who goes on before a screen's answer was read breaks that off. Remix logs it, though nothing went wrong. */
const LEFT = /^AbortError: .* \S+\/assets\/components-\S+$/s;

/** A person's browser of its own: no cookies or storage shared. Errors in the console are collected. */
export async function newPerson(
  browser: Browser,
  width = 1440,
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 1000 },
    ...(width < 600 ? { hasTouch: true, isMobile: true } : {}),
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    // What did not load is named beside the message, not in it.
    const error = `${message.text()} ${message.location().url}`;
    if (message.type() === "error" && !LEFT.test(error)) errors.push(error);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return { context, page, errors };
}
