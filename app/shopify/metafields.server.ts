import { ask, ShopifyError } from "./graphql.server.ts";

export interface AppMetafield {
  readonly key: string;
  readonly type: "json" | "single_line_text_field";
  readonly value: string;
}

const NAMESPACE = "throughline";

const INSTALLATION = `#graphql
  query AppInstallation($namespace: String!, $key: String!) {
    currentAppInstallation { id metafield(namespace: $namespace, key: $key) { value compareDigest } }
  }`;
const SET = `#graphql
  mutation SetAppMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { id } userErrors { field message code } }
  }`;

interface SetAnswer {
  metafieldsSet: { userErrors: { message: string; code: string }[] };
}

interface Installation {
  currentAppInstallation: { id: string; metafield: { value: string; compareDigest: string } | null };
}
/** What somebody else wrote meanwhile: then ours is read and judged anew. */
const OVERTAKEN = new Set(["STALE_OBJECT", "INVALID_COMPARE_DIGEST", "TAKEN"]);

/**
 * Writes app-owned metafields, all or none, unless `mayReplace` says no of what the first of them holds now (null =
 * nothing); then gives false. Nothing that another process writes between that look and the write is lost. They stand in
 * every page's source: nothing secret, nobody's data. Throws a ShopifyError.
 */
export async function setAppMetafields(
  domain: string,
  [first, ...others]: readonly [AppMetafield, ...AppMetafield[]],
  mayReplace: (value: string | null) => Promise<boolean>,
): Promise<boolean> {
  const { currentAppInstallation } = await ask<Installation>(domain, INSTALLATION, {
    namespace: NAMESPACE,
    key: first.key,
  });
  const { id: ownerId, metafield: before } = currentAppInstallation;
  if (!(await mayReplace(before?.value ?? null))) return false;
  // Null: only where there is none.
  const guarded = { ...first, compareDigest: before?.compareDigest ?? null };
  const { metafieldsSet } = await ask<SetAnswer>(domain, SET, {
    metafields: [guarded, ...others].map((metafield) => ({ ownerId, namespace: NAMESPACE, ...metafield })),
  });
  const refused = metafieldsSet.userErrors[0];
  if (!refused) return true;
  throw new ShopifyError(`Shopify refused it: ${refused.message} (${refused.code}).`, {
    permanent: !OVERTAKEN.has(refused.code),
  });
}
