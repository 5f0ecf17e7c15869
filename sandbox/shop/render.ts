import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Liquid, type Context, type TagToken, type TopLevelToken } from "liquidjs";
import type { World } from "../world.ts";
import { decimal } from "./orders.ts";

const THEME = "sandbox/shop/theme";
const EXTENSION = "extensions/storefront";

/** Where the extension's assets are served, as Shopify serves them from its CDN. */
export const ASSET_BASE = "/extensions/throughline/assets";

const engine = new Liquid({ root: THEME, extname: ".liquid", ownPropertyOnly: true });
engine.registerFilter("money", (minor: number) => `€${decimal(minor)}`);
engine.registerFilter("asset_url", (name: string) => `${ASSET_BASE}/${name}`);
// Shopify's `json` escapes what could end a script element; liquidjs's does not.
engine.registerFilter("json", (value: unknown) =>
  JSON.stringify(value ?? null).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ),
);
engine.registerFilter("handleize", (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-"));
engine.registerFilter("t", function (this: { context: Context }, key: string) {
  return translation(String(this.context.getSync(["request", "locale"])), key);
});
// A block's schema is data for the theme editor: it renders nothing.
engine.registerTag("schema", {
  parse(_token: TagToken, remaining: TopLevelToken[]) {
    while (remaining.length > 0) {
      const next = remaining.shift();
      if (next && "name" in next && next.name === "endschema") return;
    }
    throw new Error("schema without endschema");
  },
  render: () => "",
});

/** As Shopify translates: in the page's language, else in the default one. */
function translation(locale: string, key: string): string {
  for (const file of [`${locale}.json`, "en.default.json"]) {
    const path = join(EXTENSION, "locales", file);
    if (!existsSync(path)) continue;
    let found: unknown = JSON.parse(readFileSync(path, "utf8"));
    for (const part of key.split(".")) found = (found as Record<string, unknown> | undefined)?.[part];
    if (typeof found === "string") return found;
  }
  throw new Error(`the extension has no translation for ${key}`);
}

/** The app embed of the extension, with the objects that Shopify gives an embed and no others. */
async function appEmbed(
  world: World,
  pageType: string,
  { cart, editing, customer }: Page,
): Promise<{ head: string; body: string }> {
  const source = readFileSync(join(EXTENSION, "blocks/throughline.liquid"), "utf8");
  const { javascript } = JSON.parse(/{% schema %}([\s\S]*){% endschema %}/.exec(source)?.[1] ?? "{}") as {
    javascript: string;
  };
  const metafields: Record<string, Record<string, { value: unknown }>> = {};
  for (const { namespace, key, type, value } of Object.values(world.state.metafields))
    (metafields[namespace] ??= {})[key] = { value: type === "json" ? (JSON.parse(value) as unknown) : value };
  const body = (await engine.parseAndRender(source, {
    app: { metafields },
    request: { page_type: pageType, design_mode: editing !== undefined, locale: world.state.theme.locale },
    cart,
    // Nobody is a customer before a login.
    ...(customer ? { customer: { id: customer.id, first_name: customer.firstName } } : {}),
    localization: { market: { handle: world.state.theme.region === "EU" ? "europe" : "united-states" } },
    block: { settings: { preview: editing ?? "" } },
  })) as string;
  return {
    head: `<script src="${ASSET_BASE}/${javascript}" defer></script>`,
    body: `<div id="shopify-block-throughline" class="shopify-block shopify-app-block">${body}</div>`,
  };
}

/** The app block that a merchant has put into the theme, with its settings. */
async function appBlock(name: string, locale: string): Promise<string> {
  const source = readFileSync(join(EXTENSION, "blocks/placement.liquid"), "utf8");
  return engine.parseAndRender(source, {
    request: { locale },
    block: { settings: { name, height: 120, default_content: "<p>Fresh from the greenhouse, twice a week.</p>" } },
  }) as Promise<string>;
}

interface Page {
  readonly template: string;
  readonly title: string;
  /** Shopify's `request.page_type`; null where embeds are not rendered (checkout, thank-you). */
  readonly pageType: string | null;
  readonly cart: { item_count: number; total_price: number };
  readonly data?: Record<string, unknown>;
  readonly customer?: { readonly id: number; readonly firstName: string } | undefined;
  /** In the theme editor: the campaign that the embed's settings choose. */
  readonly editing?: string | undefined;
}

export async function renderPage(world: World, options: Page): Promise<string> {
  const { template, title, pageType, cart, data, editing } = options;
  const { theme, shop } = world.state;
  const placement = await appBlock("home", theme.locale);
  const content = (await engine.renderFile(template, { ...data, cart, shop, placement })) as string;
  const embed =
    pageType === null || !world.state.installed ? { head: "", body: "" } : await appEmbed(world, pageType, options);
  return engine.renderFile("layout", {
    page_title: title,
    shop,
    theme,
    direction: theme.locale === "ar" ? "rtl" : "ltr",
    cart,
    content_for_header: `<script>window.Shopify=${JSON.stringify({ ...shopifyGlobal(world), ...(editing === undefined ? {} : { designMode: true }) })};</script>
    <script src="/theme/shopify.js"></script>${embed.head}`,
    content_for_layout: content,
    content_for_app_embeds: embed.body,
  }) as Promise<string>;
}

/** A section alone, as Shopify's Section Rendering API gives it to a theme that draws it again. */
export const renderSection = (name: "sheet", cart: Page["cart"]): Promise<string> =>
  engine.renderFile(name, { cart }) as Promise<string>;

const shopifyGlobal = (world: World) => ({
  shop: world.state.shop.domain,
  locale: world.state.theme.locale,
  country: world.state.theme.region === "EU" ? "DE" : "US",
  currency: { active: world.state.shop.currency, rate: "1.0" },
  routes: { root: "/" },
});
