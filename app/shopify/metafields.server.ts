import { shopify } from "./app.server.ts";

export interface AppMetafield {
  readonly key: string;
  readonly type: "json" | "single_line_text_field";
  readonly value: string;
}

/** Why Shopify did not take them, in words for the merchant. `permanent`: trying again changes nothing. */
export class PublishError extends Error {
  readonly permanent: boolean;
  constructor(message: string, { permanent = false, cause }: { permanent?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.permanent = permanent;
  }
}

const NAMESPACE = "throughline";

const INSTALLATION = `#graphql
  query AppInstallation { currentAppInstallation { id } }`;
const SET = `#graphql
  mutation SetAppMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { id } userErrors { field message code } }
  }`;

interface SetAnswer {
  metafieldsSet: { userErrors: { message: string; code: string }[] };
}

/** Writes app-owned metafields, all or none. They stand in every page's source: nothing secret, nobody's data. */
export async function setAppMetafields(domain: string, metafields: readonly AppMetafield[]): Promise<void> {
  const installation = await run<{ currentAppInstallation: { id: string } }>(domain, INSTALLATION, {});
  const ownerId = installation.currentAppInstallation.id;
  const { metafieldsSet } = await run<SetAnswer>(domain, SET, {
    metafields: metafields.map((metafield) => ({ ownerId, namespace: NAMESPACE, ...metafield })),
  });
  const refused = metafieldsSet.userErrors[0];
  if (refused) throw new PublishError(`Shopify refused it: ${refused.message} (${refused.code}).`, { permanent: true });
}

async function run<T>(domain: string, query: string, variables: Record<string, unknown>): Promise<T> {
  try {
    const { admin } = await shopify.unauthenticated.admin(domain);
    const response = await admin.graphql(query, { variables });
    const { data } = (await response.json()) as { data?: T };
    if (!data) throw new Error("Shopify answered without data");
    return data;
  } catch (cause) {
    throw new PublishError(explain(cause), { cause });
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
  return "Shopify can't be reached.";
}
