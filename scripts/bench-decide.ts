/**
 * npm run bench:decide: how long a page of 100 campaigns with 5 conditions each takes to decide, in a real browser at a
 * quarter of its speed, beside GrowthBook's SDK with the same rules in the same run. Compare the ratio.
 */
import { build } from "esbuild";
import { launchBrowser } from "../tests/support/browser.ts";

const CAMPAIGNS = 100;
const SLOWER = 4;
/** The browser's clock is coarse: so many decisions of the whole page are timed as one. */
const ROUNDS = 2_000;
/** Pages that are opened anew: the first decision of each is timed. */
const PAGES = 15;

/** What runs in the page: both decide all campaigns for facts under which the last condition of each fails or holds in turn. */
const SOURCE = `
  import { GrowthBook } from "@growthbook/growthbook";
  import { decide } from "./app/core/eligibility/decide.ts";

  const path = (at) => (at % 2 ? "/products/" : "/collections/");
  const candidates = Array.from({ length: ${CAMPAIGNS} }, (_, at) => ({
    i: at, f: [1, 0], c: 1, w: ["all", [
      ["page", ["product", "collection"]],
      ["device", ["phone", "desktop"]],
      ["text", ["country", "is", ["de", "at", "ch"]]],
      ["number", ["cart", "least", 20]],
      ["text", ["path", "starts", [path(at)]]],
    ]],
  }));
  const moment = {
    facts: {
      pageType: "product", device: "phone", returning: true, segments: new Set(),
      text: (fact) => ({ path: "/products/fern", language: "de", country: "de" })[fact] ?? "",
      number: (fact) => ({ cart: 50, items: 2 })[fact] ?? 0,
      past: () => 0,
    },
    consent: { preferences: true, analytics: true, marketing: true },
    histories: {}, turns: undefined, limits: [2, 24], signedUp: false, visit: "v", now: 1,
  };
  const features = Object.fromEntries(candidates.map((_, at) => ["c" + at, {
    defaultValue: false,
    rules: [{ force: true, condition: {
      pageType: { $in: ["product", "collection"] }, device: { $in: ["phone", "desktop"] },
      country: { $in: ["de", "at", "ch"] }, cart: { $gte: 20 }, path: { $regex: "^" + path(at) },
    } }],
  }]));
  const growthbook = new GrowthBook({
    features,
    attributes: { id: "v", pageType: "product", device: "phone", country: "de", cart: 50, path: "/products/fern" },
  });
  const ours = () => candidates.filter((one) => decide(one, moment) === "show").length;
  const theirs = () => candidates.filter((_, at) => growthbook.isOn("c" + at)).length;
  const time = (run) => {
    const timed = (rounds) => {
      const started = performance.now();
      for (let round = 0; round < rounds; round++)
        if (run() !== ${CAMPAIGNS / 2}) throw new Error("decided wrongly");
      return (performance.now() - started) / rounds;
    };
    return { first: timed(1), later: timed(${ROUNDS}) };
  };
  window.measured = { ours: time(ours), theirs: time(theirs) };
`;

interface Measured {
  first: number;
  later: number;
}

const built = await build({
  stdin: { contents: SOURCE, resolveDir: ".", loader: "ts" },
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
});
const browser = await launchBrowser();
const page = await browser.newPage();
const devtools = await page.context().newCDPSession(page);
await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
const pages: { ours: Measured; theirs: Measured }[] = [];
for (let at = 0; at < PAGES; at++) {
  await page.goto("about:blank");
  await page.addScriptTag({ content: built.outputFiles[0]?.text ?? "" });
  pages.push(
    await page.evaluate(() => (window as unknown as { measured: { ours: Measured; theirs: Measured } }).measured),
  );
}
await browser.close();
const median = (of: (one: (typeof pages)[number]) => Measured): Measured => {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { first: middle(pages.map((one) => of(one).first)), later: middle(pages.map((one) => of(one).later)) };
};
const ours = median((one) => one.ours);
const theirs = median((one) => one.theirs);

const line = (what: string, { first, later }: Measured) =>
  `| ${what} | ${first.toFixed(2)} ms | ${later.toFixed(3)} ms |`;
process.stdout.write(
  `${CAMPAIGNS} campaigns of 5 conditions, CPU ${SLOWER} times slower, medians of ${PAGES} pages\n\n`,
);
process.stdout.write("| what | first decision of a page | later ones |\n| --- | ---: | ---: |\n");
process.stdout.write(`${line("Throughline", ours)}\n${line("GrowthBook's SDK", theirs)}\n`);
