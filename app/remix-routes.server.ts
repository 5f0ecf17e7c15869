import { createRequestHandler, writeReadableStreamToWritable, type ServerBuild } from "@remix-run/node";
import type { Request as Incoming, RequestHandler, Response as Outgoing } from "express";
import { makeBodies } from "./infra/bodies.server.ts";
import { env } from "./infra/env.server.ts";

/** No form of ours is longer. */
const forms = makeBodies({ longest: 256 * 1024, patienceMs: 20_000, held: 32 * 1024 * 1024 });
/** Where Shopify frames the app: of a request's own address only what follows the host is believed. */
const APP = new URL(env.SHOPIFY_APP_URL);

/**
 * Remix behind Express. Its own adapter builds the address from headers that anybody writes, which throws for some, and
 * hands a body on before anybody knows how long it is.
 */
export function remixRoutes(build: ServerBuild): RequestHandler {
  const answer = createRequestHandler(build, env.NODE_ENV);
  return (incoming, outgoing, next) => {
    if (!mayPost(incoming)) {
      outgoing.status(403).json({ error: "this was sent from another site" });
      return;
    }
    requestOf(incoming, outgoing)
      .then(answer)
      .then((response) => send(outgoing, response))
      .catch(next);
  };
}

/** A browser says from where it posts. */
const mayPost = (incoming: Incoming): boolean =>
  !hasBody(incoming) || [undefined, APP.origin].includes(incoming.get("origin"));

const hasBody = ({ method }: Incoming) => method !== "GET" && method !== "HEAD";

async function requestOf(incoming: Incoming, outgoing: Outgoing): Promise<Request> {
  const body = hasBody(incoming) ? await forms.read(incoming) : null;
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  return new Request(APP.origin + incoming.originalUrl, {
    method: incoming.method,
    headers: headersOf(incoming),
    signal: gone.signal,
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
}

/** As they came, but for what is known better here. */
function headersOf(incoming: Incoming): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  for (const name of ["x-forwarded-host", "content-length", "content-encoding", "transfer-encoding"])
    headers.delete(name);
  headers.set("host", APP.host);
  return headers;
}

async function send(outgoing: Outgoing, response: Response): Promise<void> {
  outgoing.status(response.status);
  if (response.statusText !== "") outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) outgoing.append(name, value);
  if (response.body) await writeReadableStreamToWritable(response.body, outgoing);
  else outgoing.end();
}
