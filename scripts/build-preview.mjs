/**
 * Puts what the shop's pages load beside the admin's own files, and a page that shows a campaign with it: the editor's
 * preview is what shoppers see, drawn by what they get. Runs behind build-storefront.mjs.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Liquid } from "liquidjs";

const extension = "extensions/storefront";
const target = "public/storefront";
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of readdirSync(`${extension}/assets`))
  if (file.endsWith(".js")) cpSync(`${extension}/assets/${file}`, `${target}/${file}`);

const words = JSON.parse(readFileSync(`${extension}/locales/en.default.json`, "utf8"));
const engine = new Liquid({ ownPropertyOnly: true });
engine.registerFilter("asset_url", (name) => `/storefront/${name}`);
engine.registerFilter("json", (value) => JSON.stringify(value ?? null).replaceAll("<", "\\u003c"));
engine.registerFilter("t", (key) => key.split(".").reduce((found, part) => found[part], words));

// What the embed itself prints, of a shopper with a name and something in the cart.
const [embed] = readFileSync(`${extension}/blocks/throughline.liquid`, "utf8").split("{% schema %}");
const printed = await engine.parseAndRender(embed, {
  app: { metafields: { throughline: { index: { value: {} }, contents: { value: {} }, proxy: { value: "/preview" } } } },
  request: { page_type: "product", design_mode: true },
  block: { settings: { preview: "1" } },
  cart: { item_count: 2, total_price: 2500, items: [] },
  customer: { first_name: "Ada" },
  localization: { market: { handle: "" } },
});
const page = JSON.parse(/<script[^>]*>([\s\S]*)<\/script>/.exec(printed)[1]);
const html = readFileSync("scripts/preview/preview.html", "utf8");
writeFileSync(
  `${target}/preview.html`,
  html.replace("PAGE,", () => `${JSON.stringify(page).replaceAll("<", "\\u003c")},`),
);
