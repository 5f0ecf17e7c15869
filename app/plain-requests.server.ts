import type { NextFunction, Request, Response } from "express";
import { env } from "./infra/env.server.ts";

/** The only ones that anything here answers. */
const METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

/** What every answer carries: how it may be read, and what leaves with a click. */
export const EVERY_ANSWER: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  ...(env.SHOPIFY_APP_URL.startsWith("https:") ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
};

/** First of all: turns away what no browser and no Shopify sends, before anything trips over it. */
export function plainRequests(request: Request, response: Response, next: NextFunction): void {
  response.set(EVERY_ANSWER);
  const status = oddness(request);
  if (status === null) {
    next();
    return;
  }
  if (status === 405) response.set("Allow", METHODS.join(", "));
  response.status(status).json({ error: "this is no request for a page here" });
}

/** The status that an odd request is answered with; null = it is plain. */
function oddness({ method, url, headers }: Request): 400 | 404 | 405 | null {
  if (!METHODS.includes(method)) return 405;
  // A proxy is asked for "http://host/path"; this is none.
  if (!url.startsWith("/") || !isHost(headers.host)) return 400;
  const [path = "", ...query] = url.split("?");
  const decoded = decodedOf(path);
  if (decoded === null || /%00|\0/.test(query.join("?"))) return 400;
  // How Remix's browsers asked for data once: ours don't, and the server answers it halfway.
  if (new URLSearchParams(query.join("?")).has("_data")) return 400;
  return decoded.includes("\0") ? 404 : null;
}

/** HTTP/1.0 may do without. */
function isHost(host: string | undefined): boolean {
  if (host === undefined) return true;
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  return url !== null && url.pathname === "/" && !/[@?#/\\]/.test(host);
}

function decodedOf(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
