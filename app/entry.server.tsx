import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { logger } from "./infra/logger.server.ts";
import { shopify } from "./shopify/app.server.ts";

/** What server.js mounts before Remix, and how it starts and stops the rest: one module graph, one database. */
export { hotRoutes, refuseOrFail } from "./hot-routes.server.ts";
export { EVERY_ANSWER } from "./plain-requests.server.ts";
export { remixRoutes } from "./remix-routes.server.ts";
export { start, stop } from "./composition.server.ts";

const ABORT_AFTER = 5_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  shopify.addDocumentResponseHeaders(request, headers);
  // The library frames only documents that name a shop; everything else must not be framed at all.
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", "frame-ancestors 'none';");
  headers.set("Content-Type", "text/html; charset=utf-8");
  const ready = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [ready]: () => {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error: unknown) => {
        failed = true;
        logger.error({ err: error }, "rendering failed");
      },
    });
    setTimeout(abort, ABORT_AFTER + 1_000).unref();
  });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) logger.error({ err: error, path: new URL(request.url).pathname }, "request failed");
}
