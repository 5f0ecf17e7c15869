import { GraphqlQueryError, HttpThrottlingError } from "@shopify/shopify-api";
import { shopify } from "./app.server.ts";

/** Why Shopify did not do it, in words for the merchant. `permanent`: trying again changes nothing. */
export class ShopifyError extends Error {
  readonly permanent: boolean;
  constructor(message: string, { permanent = false, cause }: { permanent?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.permanent = permanent;
  }
}

/** Longer than Shopify ever takes; shorter than any lease under which it is asked. */
const PATIENCE_MS = 10_000;

/** Asks the Admin API of a shop, with the app's own access. Throws a ShopifyError. */
export async function ask<T>(domain: string, query: string, variables: Record<string, unknown>): Promise<T> {
  try {
    const { admin } = await shopify.unauthenticated.admin(domain);
    const response = await admin.graphql(query, { variables, signal: AbortSignal.timeout(PATIENCE_MS) });
    const { data } = (await response.json()) as { data?: T };
    if (!data) throw new Error("Shopify answered without data");
    return data;
  } catch (cause) {
    throw new ShopifyError(explain(cause), { cause });
  }
}

/** The library throws Responses (401), GraphQL errors and network errors: one sentence for each. */
function explain(cause: unknown): string {
  if (cause instanceof Response)
    return cause.status === 401
      ? "Shopify no longer accepts the app's access. Reload this page to renew it."
      : `Shopify answered ${cause.status}.`;
  if (cause instanceof Error && cause.constructor.name === "SessionNotFoundError")
    return "The app has no access to this shop yet. Reload this page to renew it.";
  if (cause instanceof HttpThrottlingError) return "Shopify asks for a pause: too much was asked of it at once.";
  if (cause instanceof GraphqlQueryError) return "Shopify did not understand what it was asked.";
  return "Shopify can't be reached.";
}
