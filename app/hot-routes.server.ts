import { Router, type ErrorRequestHandler, type NextFunction, type Request, type Response } from "express";
import { isbot } from "isbot";
import { CONTENT_PATH, EVENTS_PATH, MAX_BODY_BYTES, TEST_PATH } from "./contract/wire.ts";
import { contentByHash, rehearsalOf } from "./features/campaigns/index.server.ts";
import { networkOf, recordEvents } from "./features/ingest/index.server.ts";
import { findShop } from "./features/shops/index.server.ts";
import { receiveWebhook } from "./features/webhooks/index.server.ts";
import { BodyRefused, makeBodies } from "./infra/bodies.server.ts";
import { clock } from "./infra/clock.server.ts";
import { parsedJson } from "./infra/json.ts";
import { assertReady } from "./infra/lifecycle.server.ts";
import { logger } from "./infra/logger.server.ts";
import { metricsText } from "./infra/metrics.server.ts";
import { observeRequests } from "./observe-requests.server.ts";
import { plainRequests } from "./plain-requests.server.ts";
import { verifyAppProxy, type ProxyCaller } from "./shopify/app-proxy.server.ts";
import { readEnvelope, verifyWebhook } from "./shopify/webhook.server.ts";
import { secrets } from "./shopify/secrets.server.ts";

/** Routes that take the traffic: mounted by server.js before Remix, served by plain Node. */
export const hotRoutes = Router();

hotRoutes.use(plainRequests, observeRequests);

type Handler = (request: Request, response: Response) => Promise<unknown>;
/** Hands a rejection to Express: its version 4 does not wait for promises. */
const handle = (handler: Handler) => (request: Request, response: Response, next: NextFunction) => {
  handler(request, response).catch(next);
};

hotRoutes.get("/healthz", (_request, response) => {
  response.type("text/plain").send("ok\n");
});

hotRoutes.get(
  "/readyz",
  handle(async (_request, response) => {
    await assertReady();
    response.type("text/plain").send("ready\n");
  }),
);

hotRoutes.get(
  "/metrics",
  handle(async (request, response) => {
    const metrics = await metricsText(request.get("authorization"));
    if (metrics) response.type(metrics.type).send(metrics.text);
    else refuse(response, 404, "there are no metrics here");
  }),
);

const posts = makeBodies({ longest: MAX_BODY_BYTES, patienceMs: 10_000, held: 32 * 1024 * 1024 });

hotRoutes.post(
  `/proxy/${EVENTS_PATH}`,
  handle(async (request, response) => {
    response.set("Cache-Control", "no-store");
    const caller = verified(request, response);
    if (!caller) return;
    if (!request.is("application/json")) return refuse(response, 415, "send application/json");
    const body = parsedJson((await posts.read(request)).toString("utf8"));
    if (body === undefined) return refuse(response, 400, "the body is not JSON");
    const result = await recordEvents({
      caller,
      body,
      address: networkOf(request.get("x-forwarded-for")),
      bot: isbot(request.get("user-agent")),
    });
    if (result.ok) return response.json(result.answer);
    if (result.retryAfter !== undefined) response.set("Retry-After", String(result.retryAfter));
    return refuse(response, result.status, result.message);
  }),
);

hotRoutes.get(
  `/proxy/${CONTENT_PATH}/:hash`,
  handle(async (request, response) => {
    const caller = verified(request, response);
    if (!caller) return;
    const shop = await findShop(caller.shop);
    if (!shop || shop.uninstalledAt) return refuse(response, 404, "this shop does not use Throughline");
    const content = await contentByHash(shop.id, request.params["hash"] ?? "");
    if (!content) return refuse(response, 404, "no such content");
    response.set("Cache-Control", "public, max-age=31536000, immutable").json(content);
  }),
);

hotRoutes.get(
  `/proxy/${TEST_PATH}/:token`,
  handle(async (request, response) => {
    response.set("Cache-Control", "no-store");
    const caller = verified(request, response);
    if (!caller) return;
    const shop = await findShop(caller.shop);
    const rehearsal =
      shop && !shop.uninstalledAt && (await rehearsalOf(shop, request.params["token"] ?? "", clock.now()));
    if (!rehearsal) return refuse(response, 404, "this link is too old or revoked, or its campaign is gone");
    response.json(rehearsal);
  }),
);

/** Shopify's payloads are some kilobytes, a large order's some hundred; it waits five seconds for the answer. */
const webhooks = makeBodies({ longest: 5 * 1024 * 1024, patienceMs: 5_000, held: 64 * 1024 * 1024 });

hotRoutes.post(
  "/webhooks",
  handle(async (request, response) => {
    const read = readEnvelope((name) => request.get(name));
    if (!read.ok) return refuse(response, read.status, read.message);
    const checked = verifyWebhook(read.envelope, await webhooks.read(request), secrets);
    if (!checked.ok) return refuse(response, checked.status, checked.message);
    const known = await receiveWebhook(checked.delivery);
    if (!known) return refuse(response, 404, "this app does not ask for this topic");
    response.sendStatus(200);
  }),
);

/** The caller that Shopify signed for; else answers, and gives null. */
function verified(request: Request, response: Response): ProxyCaller | null {
  const query = new URLSearchParams(request.originalUrl.split("?").slice(1).join("?"));
  const caller = verifyAppProxy(query, secrets, clock.now());
  if (!caller) refuse(response, 401, "the request is not signed by Shopify, or its signature is too old");
  return caller;
}

/** What comes after a refusal is not read: the connection ends with it. */
const refuse = (response: Response, status: number, error: string) => {
  if (!response.req.complete) response.set("Connection", "close");
  return response.status(status).json({ error });
};

/** Last, for these routes and for what stands behind them: bodies that are refused, and what breaks. */
export const refuseOrFail: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof BodyRefused) {
    if (error.status === 503) response.set("Retry-After", "1");
    refuse(response, error.status, error.message);
    return;
  }
  logger.error({ err: error, path: request.path }, "request failed");
  refuse(response, 500, "something broke here; try again");
};
hotRoutes.use(refuseOrFail);
