import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import { logger } from "./infra/logger.server.ts";
import { requestSeconds } from "./infra/metrics.server.ts";
import { postWanted, screenWanted } from "./infra/quiet.server.ts";
import { withRequestId } from "./infra/request-context.server.ts";

/** What a proxy in front may hand on; anything else is replaced, so that nobody writes into the log. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * Gives every request an id (`X-Request-Id`, the proxy's if it sent one), under which everything that it does is logged,
 * and measures it. Paths are logged without their query: it carries signatures and customers.
 */
export function observeRequests(request: Request, response: Response, next: NextFunction): void {
  const sent = request.get("x-request-id");
  const requestId = sent !== undefined && REQUEST_ID.test(sent) ? sent : randomUUID();
  const started = process.hrtime.bigint();
  response.set("X-Request-Id", requestId);
  const route = routeOf(request.path);
  if (route === "admin") response.on("close", screenWanted());
  if (route === "events") response.on("close", postWanted());
  response.on("finish", () => {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const { statusCode: status } = response;
    requestSeconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds);
    const line = { requestId, method: request.method, path: request.path, status, ms: Math.round(seconds * 1000) };
    // What is turned away because too much comes at once is counted, not written down a thousand times a second.
    if (status >= 500 && status !== 503) logger.error(line, "request failed");
    else logger.debug(line, "request");
  });
  withRequestId(requestId, next);
}

/** Few values: a metric has a series for each. */
function routeOf(path: string): string {
  if (path.startsWith("/proxy/events")) return "events";
  if (path.startsWith("/proxy/content")) return "content";
  if (path === "/webhooks") return "webhooks";
  if (path.startsWith("/app")) return "admin";
  return "other";
}
