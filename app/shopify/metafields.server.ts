import { ask, ShopifyError } from "./graphql.server.ts";

export interface AppMetafield {
  readonly key: string;
  readonly type: "json" | "single_line_text_field";
  readonly value: string;
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
  const installation = await ask<{ currentAppInstallation: { id: string } }>(domain, INSTALLATION, {});
  const ownerId = installation.currentAppInstallation.id;
  const { metafieldsSet } = await ask<SetAnswer>(domain, SET, {
    metafields: metafields.map((metafield) => ({ ownerId, namespace: NAMESPACE, ...metafield })),
  });
  const refused = metafieldsSet.userErrors[0];
  if (refused) throw new ShopifyError(`Shopify refused it: ${refused.message} (${refused.code}).`, { permanent: true });
}
