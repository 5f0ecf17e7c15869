import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, LogSeverity } from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { prisma } from "#app/infra/db.server.ts";
import { env } from "#app/infra/env.server.ts";

/**
 * The library's app object: session tokens, token exchange, Admin API.
 * App proxy and webhooks are verified by our own code beside it: docs/decisions/003.
 */
export const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  apiVersion: ApiVersion.July26,
  appUrl: env.SHOPIFY_APP_URL,
  authPathPrefix: "/auth",
  sessionStorage: new PrismaSessionStorage(prisma),
  distribution: AppDistribution.AppStore,
  logger: { level: LogSeverity.Warning },
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
});
