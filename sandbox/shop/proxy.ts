import express, { type Request, type Response } from "express";
import { signedProxyQuery } from "../signing.ts";
import { customerOfCookie } from "./orders.ts";
import type { World } from "../world.ts";

/** Where the shop's app proxy lies. Merchants can change it, so nothing but this file and the metafield knows it. */
export const PROXY_PATH = "/apps/throughline";

/** Response headers that Shopify does not pass on. */
const DROPPED = new Set([
  "set-cookie",
  "date",
  "server",
  "connection",
  "x-powered-by",
  "transfer-encoding",
  "content-length",
  "keep-alive",
]);

interface Options {
  readonly world: World;
  readonly secret: string;
  readonly target: () => string;
}

/** The app proxy: signs and forwards, with the shop and the logged-in customer in the query, without cookies. */
export function appProxy({ world, secret, target }: Options) {
  const router = express.Router();
  router.use(PROXY_PATH, express.raw({ type: () => true, limit: "12mb" }), (request, response, next) => {
    forward(request, response).catch(next);
  });
  return router;

  async function forward(request: Request, response: Response) {
    const url = new URL(request.originalUrl, "http://shop");
    const query = signedProxyQuery(secret, url.searchParams, {
      shop: world.state.shop.domain,
      logged_in_customer_id: String(customerOfCookie(world, request.headers.cookie)?.id ?? ""),
      path_prefix: PROXY_PATH,
      timestamp: String(Math.floor(Date.now() / 1000)),
    });
    const headers = new Headers({
      "X-Forwarded-For": request.ip ?? "",
      "X-Forwarded-Host": request.headers.host ?? "",
    });
    for (const name of ["content-type", "accept", "user-agent"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const hasBody = request.method !== "GET" && request.method !== "HEAD";
    let answer: globalThis.Response;
    try {
      answer = await fetch(`${target()}/proxy${url.pathname.slice(PROXY_PATH.length)}?${query.toString()}`, {
        method: request.method,
        headers,
        ...(hasBody && Buffer.isBuffer(request.body) ? { body: new Uint8Array(request.body) } : {}),
        redirect: "follow",
        signal: AbortSignal.timeout(10_000),
      });
    } catch {
      response.status(502).type("text/plain").send("the app does not answer");
      return;
    }
    response.status(answer.status);
    answer.headers.forEach((value, name) => {
      if (!DROPPED.has(name)) response.setHeader(name, value);
    });
    response.send(Buffer.from(await answer.arrayBuffer()));
  }
}
