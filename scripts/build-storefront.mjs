/** Builds the theme app extension's assets from extensions/storefront/src. `--watch` is not needed: it takes 50 ms. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

const source = "extensions/storefront/src";
const assets = "extensions/storefront/assets";

/** Style sheets are texts to the minifier: their line breaks and indents go here. */
const smallStyles = {
  name: "small-styles",
  setup({ onLoad }) {
    onLoad({ filter: /[/]style[.]ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replaceAll(/([;{}(>])\n\s*/g, "$1").replaceAll(/ ?([{:;]) /g, "$1"), loader: "ts" };
    });
  },
};

/** The bundles that are loaded later take from the entry what it carries already (src/lib/shared.ts). */
const fromEntry = {
  name: "from-entry",
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /[/](memory|visitor|page|uuid|address|eligibility[/]history)[.]ts$/ },
      ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path),
        namespace: "entry",
      }),
    );
    // Of each file its own names, at the places that they have in the list.
    onLoad({ filter: /.*/, namespace: "entry" }, async ({ path }) => {
      const shared = await readFile(`${source}/lib/shared.ts`, "utf8");
      const [, list = ""] = /shared = \[(.+?),?\s*\]/s.exec(shared) ?? [];
      const text = await readFile(path, "utf8");
      const names = list.split(",").map((name) => name.trim());
      const own = names.map((name) => (new RegExp(`^export (const|function) ${name}\\b`, "m").test(text) ? name : ""));
      return { contents: `export const [${own.join().replace(/,+$/, "")}] = window.throughlineRuns;`, loader: "js" };
    });
  },
};

const common = { bundle: true, minify: true, target: "es2022", legalComments: "none", logLevel: "error" };
/** Names that never leave the entry, into storage, JSON or another bundle (checked below): they may be one letter. */
const INNER = /^(belowRoot|facts|histories|limits|returning|segments|signedUp)$/;
await build({
  ...common,
  entryPoints: [`${source}/main.ts`],
  format: "iife",
  outfile: `${assets}/throughline.js`,
  mangleProps: INNER,
});
// Loaded by import() when something will show, when that has a rare block or a form, when
// something may be measured, and when the cart is called.
for (const [part, file] of [
  ["show", "show/present"],
  ["around", "around/around"],
  ["extras", "extras/extras"],
  ["forms", "forms/forms"],
  ["watch", "watch/bundle"],
  ["measure", "measure/measure"],
  ["debug", "debug/explain"],
]) {
  const outfile = `${assets}/throughline-${part}.js`;
  await build({
    ...common,
    entryPoints: [`${source}/${file}.ts`],
    format: "esm",
    outfile,
    plugins: [fromEntry, smallStyles],
  });
  const crossing = (await readFile(outfile, "utf8")).match(/[\w$]+/g)?.find((word) => INNER.test(word));
  if (crossing) throw new Error(`${outfile} uses "${crossing}", which the entry shortens`);
}
