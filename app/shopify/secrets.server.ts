import { env } from "#app/infra/env.server.ts";

/** Client secrets that a signature may be made with: two while one is being rotated. */
export const secrets: readonly string[] = [
  env.SHOPIFY_API_SECRET,
  ...(env.SHOPIFY_API_SECRET_OLD === undefined ? [] : [env.SHOPIFY_API_SECRET_OLD]),
];
