import { createReadStream } from "node:fs";
import { request as httpRequest } from "node:http";
import express, { type Request, type Response } from "express";

interface Shop {
  readonly domain: () => string;
  readonly address: () => string;
}

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const STAND_IN = "/__sandbox/app-bridge.js";

/**
 * Stands before the app where the admin's frame looks: swaps the App Bridge script for the stand-in and takes away the
 * header that lets only the real admin frame the app, and sends links into the shop to the demo shop. The app itself is
 * unchanged.
 */
export function frontProxy(target: () => string, shop: Shop): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.get(STAND_IN, (_request, response) => {
    response.type("text/javascript");
    createReadStream("sandbox/admin/app-bridge.js").pipe(response);
  });
  app.use((request, response) => {
    forward(request, response, new URL(request.originalUrl, target()), shop);
  });
  return app;
}

function forward(request: Request, response: Response, url: URL, shop: Shop) {
  const headers = { ...request.headers, "accept-encoding": "identity" };
  // A connection each: one that rested while the app was busy may be closed in the moment that it is used.
  const upstream = httpRequest(url, { method: request.method, headers, agent: false }, (answer) => {
    const sent = { ...answer.headers };
    const policy = sent["content-security-policy"];
    delete sent["content-security-policy"];
    delete sent["link"];
    delete sent["transfer-encoding"];
    // What nobody may frame stays so.
    if (String(policy).includes("'none'")) response.setHeader("content-security-policy", String(policy));
    const text = /^(text\/(html|x-script)|application\/json)/.test(String(sent["content-type"]));
    if (text) delete sent["content-length"];
    response.writeHead(answer.statusCode ?? 502, sent);
    if (!text) {
      answer.pipe(response);
      return;
    }
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      response.end(
        body.replaceAll(APP_BRIDGE, STAND_IN).replaceAll(`https://${shop.domain()}/#`, `${shop.address()}/#`),
      );
    });
  });
  upstream.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.status(502).type("text/plain").send("The app does not answer. Is it starting? Try again.");
  });
  request.pipe(upstream);
}
