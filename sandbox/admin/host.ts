import { createHmac } from "node:crypto";
import express, { type Router } from "express";
import { sessionToken, type Credentials } from "../signing.ts";
import type { World } from "../world.ts";

interface Options {
  readonly world: World;
  readonly credentials: Credentials;
  /** Where the framed app is reached. */
  readonly frontAddress: string;
  /** Where the shop is reached. */
  readonly shopAddress: string;
  readonly controls: Router;
}

/** The stand-in for the Shopify admin: a page that frames the app and gives it session tokens. */
export function adminHost({ world, credentials, frontAddress, shopAddress, controls }: Options): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.use("/sandbox", controls);
  const base = `/store/${world.state.shop.domain.split(".")[0] ?? ""}/apps/throughline`;

  app.get("/", (_request, response) => {
    response.redirect(302, `${base}/app`);
  });
  app.get("/id-token", (_request, response) => {
    response.set("Cache-Control", "no-store").type("text/plain");
    response.send(sessionToken(credentials, world.state.shop.domain, Date.now()));
  });
  app.get(/^\/admin\.(js|css)$/, (request, response) => {
    response.sendFile(`sandbox/admin${request.path}`, { root: "." });
  });
  app.get(`${base}/*`, (request, response) => {
    const path = request.originalUrl.slice(base.length);
    response.type("html").send(shell(world.state.shop.name, frameUrl(path), { base, frontAddress, shopAddress }));
  });
  app.use((_request, response) => {
    response.status(404).type("html").send(`<p>This stand-in has the app only. <a href="${base}/app">Open it</a></p>`);
  });
  return app;

  /** The address as Shopify's admin makes it: who asks, signed, with a fresh session token. */
  function frameUrl(path: string): string {
    const url = new URL(path, frontAddress);
    const { domain } = world.state.shop;
    url.searchParams.set("embedded", "1");
    url.searchParams.set("shop", domain);
    url.searchParams.set(
      "host",
      Buffer.from(`admin.shopify.com/store/${domain.split(".")[0] ?? ""}`).toString("base64url"),
    );
    url.searchParams.set("locale", "en");
    url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)));
    url.searchParams.set("id_token", sessionToken(credentials, domain, Date.now()));
    url.searchParams.sort();
    url.searchParams.set(
      "hmac",
      createHmac("sha256", credentials.secret).update(url.searchParams.toString()).digest("hex"),
    );
    return url.toString();
  }
}

const escape = (text: string) => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

interface Addresses {
  readonly base: string;
  readonly frontAddress: string;
  readonly shopAddress: string;
}

const shell = (shop: string, frame: string, { base, frontAddress, shopAddress }: Addresses) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(shop)} · Throughline</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/admin.css">
  </head>
  <body data-base="${escape(base)}" data-front="${escape(frontAddress)}" data-shop="${escape(shopAddress)}">
    <header>
      <strong>Admin stand-in</strong>
      <div id="save-bar" role="region" aria-label="Unsaved changes" hidden>
        <span>Unsaved changes</span>
        <button type="button" data-discard>Discard</button>
        <button type="button" data-save>Save</button>
      </div>
      <span class="shop">${escape(shop)}</span>
    </header>
    <div class="columns">
      <nav aria-label="Throughline"><strong id="home">Throughline</strong><ul id="nav"></ul><a href="/sandbox">Sandbox controls</a></nav>
      <iframe id="app" title="Throughline" src="${escape(frame)}"></iframe>
    </div>
    <div id="toasts" role="status" aria-live="polite"></div>
    <script src="/admin.js"></script>
  </body>
</html>
`;
