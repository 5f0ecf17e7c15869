/** Builds the theme app extension's assets from extensions/storefront/src. `--watch` is not needed: it takes 50 ms. */
import { build } from "esbuild";

const common = { bundle: true, minify: true, target: "es2020", legalComments: "none", logLevel: "error" };
const source = "extensions/storefront/src";
const assets = "extensions/storefront/assets";

await build({ ...common, entryPoints: [`${source}/main.ts`], format: "iife", outfile: `${assets}/throughline.js` });
// Loaded by import() when something will show.
await build({
  ...common,
  entryPoints: [`${source}/popup/popup.ts`],
  format: "esm",
  outfile: `${assets}/throughline-popup.js`,
});
