/** Shopify's side of every signature. Written apart from the code in app/ that checks them, so that one can't hide the other's error. */
import { createHmac, randomUUID } from "node:crypto";

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface Credentials {
  readonly apiKey: string;
  readonly secret: string;
}

/** A session token (JWT, HS256) as App Bridge gives it out: valid for one minute. */
export function sessionToken({ apiKey, secret }: Credentials, shop: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    sub: "1",
    exp: seconds + 60,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const unsigned = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;
}

/** The query that Shopify adds to an app-proxy request, signature included. */
export function signedProxyQuery(
  secret: string,
  given: URLSearchParams,
  added: Record<string, string>,
): URLSearchParams {
  const query = new URLSearchParams(given);
  for (const [name, value] of Object.entries(added)) query.append(name, value);
  const names = new Set(query.keys());
  const lines = [...names].map((name) => Buffer.from(`${name}=${query.getAll(name).join(",")}`));
  const message = Buffer.concat(lines.sort((a, b) => a.compare(b)));
  query.append("signature", createHmac("sha256", secret).update(message).digest("hex"));
  return query;
}

/** The `X-Shopify-Hmac-Sha256` of a webhook body. */
export const webhookHmac = (secret: string, body: string): string =>
  createHmac("sha256", secret).update(body, "utf8").digest("base64");
