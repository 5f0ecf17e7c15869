/**
 * npm run bench:page: what the script costs a page, in a real browser at a quarter of its speed: the largest paint (LCP),
 * the slowest answer to a click or key (INP) and tasks over 50 ms, with the app embed and without it, in turn, in one
 * run. Compare the two rows.
 */
import { startSandbox } from "../sandbox/sandbox.ts";
import { launchBrowser, newPerson } from "../tests/support/browser.ts";
import { dress } from "../tests/support/shop-front.ts";

const SLOWER = 4;
const PAGES = 15;

interface Cost {
  readonly paint: number;
  readonly answer: number;
  readonly longTasks: number;
  readonly shifted: number;
}

/** What runs in the page. A text: helpers that a compiler adds to functions are not there. */
const WATCH = `
  const cost = (window.cost = { paint: 0, answer: 0, longTasks: 0, shifted: 0 });
  const on = (type, told) =>
    new PerformanceObserver((list) => list.getEntries().forEach(told)).observe({ type, buffered: true, durationThreshold: 16 });
  on("largest-contentful-paint", ({ startTime }) => (cost.paint = startTime));
  on("longtask", () => cost.longTasks++);
  on("layout-shift", ({ value, hadRecentInput }) => (cost.shifted += hadRecentInput ? 0 : value));
  on("event", ({ duration, interactionId }) => interactionId && (cost.answer = Math.max(cost.answer, duration)));
`;

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const sandbox = await startSandbox({
  folder: null,
  ports: { admin: 0, front: 0, shop: 0 },
  onLine: () => undefined,
});
const browser = await launchBrowser();
try {
  // A hundred campaigns that decide on this page, of which one shows.
  dress(
    sandbox,
    Array.from({ length: 100 }, (_, at) => ({
      priority: 100 - at,
      pageTypes: ["collection"],
      devices: ["desktop"],
      content: { surface: "slide" },
      conditions: [
        "all",
        [
          [
            "all",
            [
              ["text", ["path", "starts", [at === 99 ? "/collections/" : "/pages/"]]],
              ["number", ["cart", "less", 1_000]],
              ["text", ["country", "is", ["us"]]],
            ],
          ],
        ],
      ],
    })),
  );
  const costs: Record<"with" | "without", Cost[]> = { with: [], without: [] };
  for (let page = 0; page < PAGES; page++)
    for (const which of ["without", "with"] as const) costs[which].push(await measure(which === "with"));
  const line = (name: string, list: readonly Cost[]) => {
    const of = (key: keyof Cost) => median(list.map((one) => one[key]));
    return `| ${name} | ${Math.round(of("paint"))} ms | ${Math.round(of("answer"))} ms | ${of("longTasks")} | ${of("shifted").toFixed(4)} |\n`;
  };
  process.stdout.write(
    `CPU ${SLOWER} times slower, medians of ${PAGES} pages\n\n| page | LCP | INP | long tasks | CLS |\n| --- | ---: | ---: | ---: | ---: |\n` +
      line("without the embed", costs.without) +
      line("with it, 100 campaigns", costs.with),
  );
} finally {
  await browser.close();
  await sandbox.stop();
}

/** One visit of a collection page: it loads, and the shopper types into it. */
async function measure(embed: boolean): Promise<Cost> {
  sandbox.world.change((state) => {
    state.installed = embed;
  });
  const { context, page } = await newPerson(browser);
  const client = await context.newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(WATCH);
  await page.goto(`${sandbox.addresses.shop}/collections/all`);
  await page.waitForTimeout(700);
  await page.mouse.click(640, 500);
  for (const key of ["Tab", "Tab", "PageDown"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(300);
  const cost = await page.evaluate(() => (window as unknown as { cost: Cost }).cost);
  await context.close();
  return cost;
}
